namespace EmoVid.Realtime.Control;

/// <summary>What a control connection drives: a live grade, or any host that wants the same messages.</summary>
/// <remarks>Called from the connection's threads at any time; each call returns at once and never waits for a frame.</remarks>
public interface IControlTarget
{
    /// <summary>What is set now.</summary>
    ControlState State { get; }

    /// <summary>Turns the emotion signal to a mix.</summary>
    /// <param name="mix">Weights and intensity.</param>
    /// <param name="transitionSeconds">Seconds for 95 % of the way, at least 0; null for the target's own attack and release times.</param>
    void SetMix(in EmotionMix mix, double? transitionSeconds);

    /// <summary>Sets how much of the mood is applied.</summary>
    /// <param name="strength">0 (none) to 1 (all).</param>
    void SetStrength(double strength);

    /// <summary>Sets what the grade leaves alone.</summary>
    /// <param name="skin">How far skin tones are kept, 0 (graded like the rest) to 1 (kept).</param>
    /// <param name="hud">Rectangle that stays as it is; null for none.</param>
    void SetProtection(double skin, PixelRectangle? hud);

    /// <summary>The newest measured attributes of the scene.</summary>
    /// <param name="attributes">The measurement.</param>
    /// <param name="time">When, on the stream's clock.</param>
    /// <returns>False before the first measurement.</returns>
    bool TryReadAttributes(out VisualAttributes attributes, out TimeSpan time);

    /// <summary>The flash limiter's newest report.</summary>
    /// <returns>False before the first frame, or where the limiter is off.</returns>
    bool TryReadLimiter(out FlashReport report);
}
