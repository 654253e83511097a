namespace EmoVid.Realtime.Generation;

/// <summary>How a single actor is made.</summary>
public sealed class ActorOptions
{
    /// <summary>What makes this actor's movements its own; the same seed, the same movements. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc cref="GeneratorOptions.Provider"/>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <inheritdoc cref="GeneratorOptions.RequireProvider"/>
    public bool RequireProvider { get; init; }

    /// <inheritdoc cref="GeneratorOptions.Threads"/>
    public int Threads { get; init; } = 1;

    internal GeneratorOptions Generator => new() { Provider = Provider, RequireProvider = RequireProvider, Threads = Threads };
}
