namespace EmoVid.Realtime;

/// <summary>What a still shall act, and for how long.</summary>
public sealed record ClipRequest
{
    /// <summary>Shortest clip, in seconds.</summary>
    public const double MinSeconds = 0.5;

    /// <summary>Longest clip, in seconds.</summary>
    public const double MaxSeconds = 60;

    /// <summary>Most frames a second.</summary>
    public const double MaxFramesPerSecond = 120;

    /// <summary>Smallest side of a frame, in pixels.</summary>
    public const int MinSize = 16;

    /// <summary>Largest side of a frame, in pixels.</summary>
    public const int MaxSize = 4096;

    /// <summary>The emotions and how intensely they are acted. Default neutral.</summary>
    public EmotionMix Mix { get; init; }

    /// <summary>Length, <see cref="MinSeconds"/> to <see cref="MaxSeconds"/>. Default 3, the window that the reference pack was
    /// trained on. The act closes into a loop of this length.</summary>
    public double Seconds { get; init; } = 3;

    /// <summary>Frames a second, 1 to <see cref="MaxFramesPerSecond"/>. Default 24.</summary>
    public double FramesPerSecond { get; init; } = 24;

    /// <summary>Side of the square frames, <see cref="MinSize"/> to <see cref="MaxSize"/> pixels. Default 512, the size of a
    /// messenger's sticker.</summary>
    public int Size { get; init; } = 512;

    /// <summary>Another seed is another performance of the same emotion. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Frames of the clip, at least 1.</summary>
    public int FrameCount => Math.Max(1, (int)Math.Round(Seconds * FramesPerSecond, MidpointRounding.AwayFromZero));

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        Require(Seconds is >= MinSeconds and <= MaxSeconds, Seconds, nameof(Seconds));
        Require(FramesPerSecond is >= 1 and <= MaxFramesPerSecond, FramesPerSecond, nameof(FramesPerSecond));
        Require(Size is >= MinSize and <= MaxSize, Size, nameof(Size));
    }

    private static void Require(bool holds, object value, string name)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, "Outside the range that the property's documentation states.");
        }
    }
}
