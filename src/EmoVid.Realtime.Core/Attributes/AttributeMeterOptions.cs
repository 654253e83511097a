namespace EmoVid.Realtime;

/// <summary>How a meter works.</summary>
public sealed record AttributeMeterOptions
{
    /// <summary>Most frames that may be in flight.</summary>
    public const int MaxFramesInFlight = 16;

    /// <summary>What to measure; <see cref="AttributeSet.Standard"/> unless said otherwise.</summary>
    public AttributeSet Set { get; init; } = AttributeSet.Standard;

    /// <summary>Threads that the CPU engine spreads a frame over, the calling one included; 0 is one a core. The Vulkan engine
    /// does not look at it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Frames that may be submitted and not yet read, 1 to <see cref="MaxFramesInFlight"/>.</summary>
    public int FramesInFlight { get; init; } = 3;

    /// <summary>Throws when a value is outside its range.</summary>
    internal void Check()
    {
        if ((Set & ~AttributeSet.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Set), Set, "The set has flags that are none of the enumeration's.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfLessThan(FramesInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FramesInFlight, MaxFramesInFlight);
    }
}
