namespace EmoVid.Realtime;

/// <summary>How far an evaluation is.</summary>
/// <param name="Done">Steps that are done.</param>
/// <param name="Total">Steps in all.</param>
/// <param name="Work">What is being done.</param>
public readonly record struct EvaluationProgress(int Done, int Total, string Work);
