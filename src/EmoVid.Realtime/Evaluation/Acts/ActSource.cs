namespace EmoVid.Realtime;

/// <summary>A way to act: its name, and what makes a still act an emotion.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Seeds">Performances of one emotion that differ; 1 when all would be the same.</param>
/// <param name="Cost">About how many milliseconds of one thread an act takes with its measures, for progress.</param>
/// <param name="Begin">Begins an act.</param>
internal sealed record ActSource(string Name, int Seeds, int Cost, Func<EvaluationStill, Emotion, int, IAct> Begin);
