namespace EmoVid.Realtime;

/// <summary>Turns the times that frames claim into times that only move forward, by one rule for everything that follows frames.</summary>
/// <remarks>
/// <para>The clock advances by the difference to the frame before where that is positive. A time that repeats or goes backwards
/// advances it by nothing, and later differences count from there: after a step back of an hour the clock goes on at once. It
/// starts at the first frame's own time. Gaps count in full.</para>
/// <para>A struct of a few words; the owner's thread. Allocates nothing.</para>
/// </remarks>
public struct FrameClock : IEquatable<FrameClock>
{
    private TimeSpan _claimed;

    /// <summary>Whether a frame has come.</summary>
    public bool Started { get; private set; }

    /// <summary>The last frame's time.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>How many frames claimed a time that was not after the frame before.</summary>
    public int Repaired { get; private set; }

    /// <summary>Takes the next frame's time.</summary>
    /// <returns>Time since the frame before, at least 0; 0 for the first.</returns>
    public TimeSpan Advance(TimeSpan claimed)
    {
        TimeSpan before = Now;
        if (!Started)
        {
            (Started, Now, before) = (true, claimed, claimed);
        }
        else if (claimed <= _claimed)
        {
            Repaired++;
        }
        else
        {
            Now += claimed - _claimed;
        }

        _claimed = claimed;
        return Now - before;
    }

    /// <inheritdoc/>
    public readonly bool Equals(FrameClock other) => (_claimed, Started, Now, Repaired) == (other._claimed, other.Started, other.Now, other.Repaired);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is FrameClock other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(_claimed, Started, Now, Repaired);

    /// <summary>Equality of state.</summary>
    public static bool operator ==(FrameClock left, FrameClock right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(FrameClock left, FrameClock right) => !left.Equals(right);
}
