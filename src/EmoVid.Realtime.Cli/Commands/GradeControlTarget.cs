using EmoVid.Realtime.Control;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>Lets a control connection drive a grader: the same signal and settings as everything else.</summary>
internal sealed class GradeControlTarget(SceneGrader grader, EmotionSignal signal) : IControlTarget
{
    private readonly Lock _gate = new();
    private long _now;

    /// <summary>The time of the frame that is graded, from which transitions begin.</summary>
    public TimeSpan Now
    {
        get => new(Volatile.Read(ref _now));
        set => Volatile.Write(ref _now, value.Ticks);
    }

    public ControlState State
    {
        get
        {
            SceneGradeSettings settings = grader.Settings;
            PixelRectangle hud = settings.Grading.Untouched;
            return new ControlState(signal.Target, settings.Strength, settings.SkinProtection, hud.Width > 0 && hud.Height > 0 ? hud : null);
        }
    }

    public void SetMix(in EmotionMix mix, double? transitionSeconds)
    {
        if (transitionSeconds is { } seconds)
        {
            signal.SetTarget(mix, Now, seconds);
        }
        else
        {
            signal.SetTarget(mix, Now);
        }
    }

    public void SetStrength(double strength)
    {
        lock (_gate)
        {
            grader.Settings = grader.Settings with { Strength = (float)strength };
        }
    }

    public void SetProtection(double skin, PixelRectangle? hud)
    {
        lock (_gate)
        {
            SceneGradeSettings settings = grader.Settings;
            grader.Settings = settings with { SkinProtection = (float)skin, Grading = settings.Grading with { Untouched = hud ?? default } };
        }
    }

    public bool TryReadAttributes(out VisualAttributes attributes, out TimeSpan time) => grader.TryReadAttributes(out attributes, out time);

    public bool TryReadLimiter(out FlashReport report) => grader.TryReadLimiter(out report);
}
