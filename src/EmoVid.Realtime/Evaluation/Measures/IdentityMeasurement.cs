namespace EmoVid.Realtime;

/// <summary>How much of the character an act keeps.</summary>
/// <param name="Overlaps">Intersection over union of each looked-at frame's silhouette with the still's, registered by a similarity.</param>
/// <param name="ColorErrors">Mean absolute difference of colour between each frame and the still along a dense flow, 0-1.</param>
/// <param name="Painted">Share of the still's opaque pixels that are painted in each frame; empty where nothing can be.</param>
internal sealed record IdentityMeasurement(double[] Overlaps, double[] ColorErrors, double[] Painted);
