namespace EmoVid.Realtime.Generation;

/// <summary>How a pack's networks are run.</summary>
public sealed class GeneratorOptions
{
    /// <summary>Who runs the networks. Default <see cref="ExecutionProvider.Auto"/>.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>Whether a provider that does not work is an error. Otherwise, the default, the CPU steps in and
    /// <see cref="StickerGenerator.ProviderReason"/> says why.</summary>
    public bool RequireProvider { get; init; }

    /// <summary>CPU threads that one inference uses, 1 to 256. Default 1: the result then does not depend on the machine's
    /// cores, and the others stay free for the host.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Takes one line for each thing that a host should log: the choice of the provider, and a provider that died and was replaced.
    /// Called on the thread where it happens. Default null.</summary>
    public Action<string>? Log { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Threads, 256);
        if (!Enum.IsDefined(Provider))
        {
            throw new ArgumentOutOfRangeException(nameof(Provider), Provider, "Not an execution provider.");
        }
    }
}
