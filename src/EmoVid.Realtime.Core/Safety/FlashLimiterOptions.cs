namespace EmoVid.Realtime;

/// <summary>How <see cref="FlashLimiter"/> attenuates. The thresholds themselves are the standard's and cannot be set.</summary>
public sealed record FlashLimiterOptions
{
    /// <summary>Time constant, in seconds, of the slow reference that a flashing region is blended towards, 0.5 to 10. At 1.5 the
    /// reference of a strobe at 3.5 flashes a second ripples by less than a tenth of the strobe.</summary>
    public double FollowSeconds { get; init; } = 1.5;

    /// <summary>Seconds in which the attenuation fades after the input has stopped flashing, 0.1 to 10.</summary>
    public double ReleaseSeconds { get; init; } = 1;

    internal FlashLimiterOptions Checked()
    {
        Check(FollowSeconds, 0.5, nameof(FollowSeconds));
        Check(ReleaseSeconds, 0.1, nameof(ReleaseSeconds));
        return this;
    }

    private static void Check(double seconds, double least, string name)
    {
        if (!(seconds >= least && seconds <= 10))
        {
            throw new ArgumentOutOfRangeException(name, seconds, $"Must be {least} to 10 seconds.");
        }
    }
}
