namespace EmoVid.Realtime;

/// <summary>What the demo made.</summary>
/// <param name="Clips">The clips, still by still.</param>
/// <param name="Device">The engine and device that composed and measured.</param>
/// <param name="Provider">Who ran the networks.</param>
/// <param name="Pack">Name and version of the model pack.</param>
/// <param name="PackHash">SHA-256 that names the whole pack.</param>
/// <param name="Clip">Length, frame rate, size and seed of the clips.</param>
/// <param name="Seconds">Wall clock in all.</param>
public sealed record DemoResult(
    IReadOnlyList<DemoClip> Clips,
    string Device,
    string Provider,
    string Pack,
    string PackHash,
    ClipRequest Clip,
    double Seconds);
