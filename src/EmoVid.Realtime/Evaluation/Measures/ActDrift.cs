namespace EmoVid.Realtime;

/// <summary>What one endless act loses from its first minute to its last, as in <see cref="DriftScore"/>.</summary>
internal readonly record struct ActDrift(double Brightness, double Colorfulness, double Area, double Judged);
