namespace EmoVid.Realtime;

/// <summary>A piece of an evaluation that any thread may do: all the pieces together keep every thread busy until the end.</summary>
/// <param name="Name">What is being done, for progress.</param>
/// <param name="Cost">About how many milliseconds of one thread it takes, for progress.</param>
/// <param name="Run">Does it, with what belongs to one thread.</param>
internal sealed record EvaluationTask(string Name, int Cost, Action<ActRecorder> Run);
