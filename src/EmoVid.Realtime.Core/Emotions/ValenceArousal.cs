namespace EmoVid.Realtime;

/// <summary>A point of the affect plane.</summary>
/// <param name="Valence">Unpleasant to pleasant, [-1, 1].</param>
/// <param name="Arousal">Calm to excited, [-1, 1].</param>
public readonly record struct ValenceArousal(float Valence, float Arousal);
