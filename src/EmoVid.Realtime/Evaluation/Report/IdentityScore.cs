namespace EmoVid.Realtime;

/// <summary>How well characters are kept.</summary>
/// <param name="Frames">Frames that were looked at.</param>
/// <param name="OverlapP10">10th percentile of the registered silhouettes' intersection over union.</param>
/// <param name="OverlapMedian">Its median.</param>
/// <param name="ColorError">Mean of the colour error along the flow.</param>
/// <param name="PaintedFaces">Mean share of painted pixels on faces and avatars; NaN where nothing can be painted.</param>
/// <param name="PaintedOther">Mean share of painted pixels on all else; NaN where nothing can be painted.</param>
public sealed record IdentityScore(int Frames, double OverlapP10, double OverlapMedian, double ColorError, double PaintedFaces, double PaintedOther)
{
    internal static IdentityScore Of(IEnumerable<ActMeasurement> acts)
    {
        ActMeasurement[] measured = [.. acts.Where(act => act.Identity is { Overlaps.Length: > 0 })];
        double[] overlaps = [.. measured.SelectMany(act => act.Identity!.Overlaps).Order()];
        return new IdentityScore(
            overlaps.Length,
            overlaps.Length == 0 ? double.NaN : CharacterBootstrap.Percentile(overlaps, 0.1),
            overlaps.Length == 0 ? double.NaN : CharacterBootstrap.Percentile(overlaps, 0.5),
            Mean(measured.SelectMany(act => act.Identity!.ColorErrors)),
            Mean(measured.Where(act => act.Kind != StickerKind.Other).SelectMany(act => act.Identity!.Painted)),
            Mean(measured.Where(act => act.Kind == StickerKind.Other).SelectMany(act => act.Identity!.Painted)));
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}
