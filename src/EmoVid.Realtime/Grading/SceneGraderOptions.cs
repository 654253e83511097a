namespace EmoVid.Realtime;

/// <summary>How a <see cref="SceneGrader"/> works; fixed for its life.</summary>
public sealed record SceneGraderOptions
{
    /// <summary>Live: measuring, steering and baking run beside the calls, which never wait. Otherwise each call does all of it and waits, so that the same
    /// frames give the same output to the bit.</summary>
    public bool IsLive { get; init; }

    /// <summary>Threads that share a frame's grading where the CPU engine grades, the calling one among them; 0 for as many as the machine has processors.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether measured attributes steer the grade. Without it moods are applied as they are.</summary>
    public bool Steers { get; init; } = true;

    /// <summary>Whether the output is kept below the flash limits (<see cref="FlashLimiter"/>).</summary>
    public bool LimitsFlashes { get; init; } = true;

    /// <summary>The most that a channel of any graded colour may change in a second, of a range of 1 (<see cref="GradeLutSlew"/>).</summary>
    public double MaxChangePerSecond { get; init; } = GradeLutSlew.DefaultMaxChangePerSecond;

    /// <summary>The moods of an emotion mix; null for the eight of the SDK.</summary>
    public MoodLibrary? Library { get; init; }

    /// <summary>Time constants of the steering; null for the defaults.</summary>
    public MoodSteeringOptions? Steering { get; init; }
}
