namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What a run without a window measured.</summary>
/// <param name="Device">The Vulkan device.</param>
/// <param name="Frames">Frames drawn.</param>
/// <param name="Seconds">Wall time of all frames.</param>
/// <param name="FrameP50">Median of the frame times, in milliseconds.</param>
/// <param name="FrameP99">99th percentile of the frame times, in milliseconds.</param>
/// <param name="SdkP99">99th percentile of the render thread's processor time inside SDK calls, in milliseconds a frame.</param>
/// <param name="LeftObjects">Vulkan objects that were left at the end, the stage's and the SDK's: 0.</param>
/// <param name="Look">Attributes of the last measured frame.</param>
public sealed record StageReport(string Device, long Frames, double Seconds, double FrameP50, double FrameP99, double SdkP99, int LeftObjects, VisualAttributes Look);
