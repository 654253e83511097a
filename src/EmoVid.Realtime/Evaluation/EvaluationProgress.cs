namespace EmoVid.Realtime;

/// <summary>How far an evaluation is.</summary>
/// <param name="Done">Work that is done, in about milliseconds of one thread, so that the time left can be told.</param>
/// <param name="Total">Work in all.</param>
/// <param name="Work">What is being done.</param>
public readonly record struct EvaluationProgress(int Done, int Total, string Work);
