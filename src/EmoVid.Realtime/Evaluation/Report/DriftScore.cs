namespace EmoVid.Realtime;

/// <summary>What an endless act loses from its first minute to its last: medians over the acts of the absolute relative change.</summary>
/// <param name="Seconds">Length of each act.</param>
/// <param name="Acts">Acts that were watched.</param>
/// <param name="Brightness">Change of mean brightness.</param>
/// <param name="Colorfulness">Change of mean saturation.</param>
/// <param name="Area">Change of the silhouette's area.</param>
/// <param name="Judged">Change of the expression judge's mean probability of the target, absolute.</param>
public sealed record DriftScore(double Seconds, int Acts, double Brightness, double Colorfulness, double Area, double Judged);
