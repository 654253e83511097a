namespace EmoVid.Realtime;

/// <summary>One instant of a hand-made act, relative to the still: what animators' handbooks give for each emotion (squash and stretch, anticipation, a
/// droop for grief, a tremble for fright), as loops of three seconds.</summary>
/// <param name="X">Shift to the right, canvas widths.</param>
/// <param name="Y">Shift down.</param>
/// <param name="Width">Stretch across.</param>
/// <param name="Height">Stretch along.</param>
/// <param name="Roll">Turn, radians, clockwise.</param>
/// <param name="Lean">Shear of the top to the right.</param>
/// <param name="Red">Gain of red.</param>
/// <param name="Green">Gain of green.</param>
/// <param name="Blue">Gain of blue.</param>
internal readonly record struct PresetPose(
    double X = 0, double Y = 0, double Width = 1, double Height = 1, double Roll = 0, double Lean = 0, double Red = 1, double Green = 1, double Blue = 1)
{
    private const double Seconds = 3;

    public static PresetPose At(Emotion emotion, double seconds) => emotion switch
    {
        // A giggle: quick small bounces that roll from side to side.
        Emotion.Amusement => new(X: 0.012 * Wave(seconds, 3), Y: -0.02 * Math.Abs(Wave(seconds, 6)), Width: 1 + 0.035 * Wave(seconds, 12, 0.25), Height: 1 - 0.035 * Wave(seconds, 12, 0.25), Roll: 0.1 * Wave(seconds, 3)),
        // Drawn up slowly, and held.
        Emotion.Awe => new(Y: -0.03 * Rise(seconds), Width: 1 + 0.03 * Rise(seconds), Height: 1 + 0.08 * Rise(seconds), Lean: -0.03 * Rise(seconds)),
        // Breathes and sways.
        Emotion.Contentment => new(X: 0.01 * Wave(seconds, 1), Width: 1 - 0.012 * Wave(seconds, 2), Height: 1 + 0.02 * Wave(seconds, 2), Roll: 0.05 * Wave(seconds, 1)),
        // Jumps, stretched in the air and squashed on the ground.
        Emotion.Excitement => Jump(seconds),
        // Shakes low and forward, reddened.
        Emotion.Anger => new(X: 0.014 * Wave(seconds, 27), Y: 0.01, Width: 1.05 + 0.02 * Wave(seconds, 3), Height: 0.97 + 0.02 * Wave(seconds, 3), Roll: 0.03 * Wave(seconds, 3), Red: 1.06, Green: 0.78, Blue: 0.75),
        // Leans away and shudders once.
        Emotion.Disgust => new(X: -0.03 * Rise(seconds), Width: 1 - 0.03 * Rise(seconds), Roll: -0.09 * Rise(seconds) + 0.02 * Rise(seconds) * Wave(seconds, 18), Lean: -0.08 * Rise(seconds), Red: 0.86, Green: 1.02, Blue: 0.8),
        // Cowers and trembles, pale and cold.
        Emotion.Fear => new(X: 0.007 * Wave(seconds, 36), Y: 0.005 * Wave(seconds, 30, 0.3), Width: 0.96, Height: 0.93 - 0.02 * Rise(seconds), Lean: -0.03, Red: 0.88, Green: 0.95, Blue: 1.06),
        // Droops, with a slow heave.
        Emotion.Sadness => new(Y: 0.01 + 0.01 * Wave(seconds, 1), Width: 1.03 + 0.01 * Wave(seconds, 1), Height: 0.93 - 0.025 * Wave(seconds, 1), Roll: 0.07 + 0.015 * Wave(seconds, 1), Red: 0.85, Green: 0.88, Blue: 0.98),
        _ => new(),
    };

    private static PresetPose Jump(double seconds)
    {
        const double Period = 0.75;
        double phase = seconds % Period / Period;
        double air = phase < 0.7 ? Math.Sin(Math.PI * phase / 0.7) : 0;
        double squash = phase >= 0.7 ? Math.Sin(Math.PI * (phase - 0.7) / 0.3) : 0;
        return new(Y: -0.11 * air, Width: 1 - 0.05 * air + 0.12 * squash, Height: 1 + 0.07 * air - 0.13 * squash, Roll: 0.04 * Wave(seconds, 2));
    }

    /// <summary>A sine with whole cycles a loop.</summary>
    private static double Wave(double seconds, int cycles, double phase = 0) => Math.Sin(2 * Math.PI * (cycles * seconds / Seconds + phase));

    /// <summary>0 → 1, held, → 0, smoothly.</summary>
    private static double Rise(double seconds)
    {
        double t = seconds % Seconds / Seconds;
        double edge = Math.Clamp(Math.Min(t, 1 - t) / 0.3, 0, 1);
        return edge * edge * (3 - 2 * edge);
    }
}
