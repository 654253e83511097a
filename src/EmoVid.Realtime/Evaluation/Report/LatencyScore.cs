namespace EmoVid.Realtime;

/// <summary>Milliseconds on the machine that made the report, one thread, network and CPU compositor together.</summary>
/// <param name="FirstFrame">From the picture to its first frame of 256², median.</param>
/// <param name="FrameP50">A frame of 256², median.</param>
/// <param name="FrameP99">A frame of 256², 99th percentile.</param>
/// <param name="ChangeShown">Part of a change of emotion, as mean difference of pixels from the unchanged act, that shows after 150 ms, relative to after a
/// second; above 0 it shows.</param>
public sealed record LatencyScore(double FirstFrame, double FrameP50, double FrameP99, double ChangeShown);
