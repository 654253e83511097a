namespace EmoVid.Realtime.Benchmarks.Racing;

/// <summary>One of the things that are timed against each other.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Run">Does the work for one frame; the argument counts up, so that each call may take another frame.</param>
internal sealed record Contestant(string Name, Action<int> Run)
{
    /// <summary>For work that times itself, such as a child process: does one frame and gives its milliseconds.</summary>
    public Func<int, double>? Timed { get; init; }

    /// <summary>Frames of one <see cref="Run"/>, or of one <see cref="Timed"/>; the report's times are for one frame.</summary>
    public int FramesARun { get; init; } = 1;
}
