namespace EmoVid.Realtime;

/// <summary>What came of a replay.</summary>
/// <param name="Frames">Frames that were made again.</param>
/// <param name="CapturedFrames">Frames of the capture.</param>
/// <param name="Differing">Frames whose pixels are not those of the capture.</param>
/// <param name="FirstDifference">The first of them, counted from 0, or -1.</param>
/// <param name="Setting">What is not as it was when the capture was made (device, provider, pack, version), in words; empty where nothing is. Only then are the same bits
/// promised.</param>
public sealed record CaptureReplayReport(long Frames, long CapturedFrames, long Differing, long FirstDifference, string Setting)
{
    /// <summary>Whether every captured frame came out again, to the bit.</summary>
    public bool IsSame => Differing == 0 && Frames == CapturedFrames;
}
