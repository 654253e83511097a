namespace EmoVid.Realtime.Control.Tests;

/// <summary>A target that keeps what it was told, and says what the test wants it to have measured.</summary>
internal sealed class RecordingTarget : IControlTarget
{
    private readonly Lock _gate = new();
    private ControlState _state = new(EmotionMix.Neutral, 1, 0, null);

    public double? TransitionSeconds { get; private set; }

    public VisualAttributes? Attributes { get; set; }

    public FlashReport? Limiter { get; set; }

    public ControlState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    public void SetMix(in EmotionMix mix, double? transitionSeconds)
    {
        lock (_gate)
        {
            _state = _state with { Mix = mix };
            TransitionSeconds = transitionSeconds;
        }
    }

    public void SetStrength(double strength)
    {
        lock (_gate)
        {
            _state = _state with { Strength = strength };
        }
    }

    public void SetProtection(double skin, PixelRectangle? hud)
    {
        lock (_gate)
        {
            _state = _state with { SkinProtection = skin, Hud = hud };
        }
    }

    public bool TryReadAttributes(out VisualAttributes attributes, out TimeSpan time)
    {
        time = TimeSpan.FromSeconds(2);
        attributes = Attributes ?? default;
        return Attributes is not null;
    }

    public bool TryReadLimiter(out FlashReport report)
    {
        report = Limiter ?? default;
        return Limiter is not null;
    }
}
