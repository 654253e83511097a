using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Bounds how fast a grade may change: no entry of the table that frames are graded with moves by more than a stated amount a second, whatever the
/// steering, the mood or a cut asks for.</summary>
/// <remarks>Each entry moves towards the wanted one by what the time allows at most. Colours at the edge of the gamut are moved furthest by any change of
/// a grade; they arrive a little later and hold nobody else up. One thread at a time; allocates nothing after construction. A step is one pass over
/// 288 KB while the grade moves, and nothing when it stands.</remarks>
public sealed class GradeLutSlew
{
    /// <summary>Bound of graders that bring none: half of the range from black to white in a second.</summary>
    public const double DefaultMaxChangePerSecond = 0.5;

    private readonly GradeLut _current = new();
    private long _reached;
    private bool _started;

    /// <summary>Creates a slew whose first table is taken over as it is.</summary>
    /// <param name="maxChangePerSecond">The most that a channel of an entry may change in a second, of a range of 1; 0.01 to 1000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is out of its range.</exception>
    public GradeLutSlew(double maxChangePerSecond = DefaultMaxChangePerSecond)
    {
        if (!(maxChangePerSecond is >= 0.01 and <= 1000))
        {
            throw new ArgumentOutOfRangeException(nameof(maxChangePerSecond), maxChangePerSecond, "Must be 0.01 to 1000 of the range a second.");
        }

        MaxChangePerSecond = maxChangePerSecond;
        GradeLut.Identity.Entries.CopyTo(_current.Writable);
        _current.Seal();
    }

    /// <summary>The bound.</summary>
    public double MaxChangePerSecond { get; }

    /// <summary>The table to grade with; it changes only in <see cref="Advance"/>.</summary>
    public GradeLut Current => _current;

    /// <summary>Largest change of an entry in the last step, of a range of 1.</summary>
    public double LastChange { get; private set; }

    /// <summary>Moves towards a table.</summary>
    /// <param name="wanted">The table that is wanted.</param>
    /// <param name="elapsed">Time since the last step; a negative one counts as none.</param>
    /// <returns>Whether the wanted table is reached: then the entries are equal to the bit.</returns>
    public bool Advance(GradeLut wanted, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        LastChange = 0;
        if (_started && _reached == wanted.Version)
        {
            return true;
        }

        int allowed = _started ? (int)Math.Min(GradeLut.One, Math.Max(0, elapsed.TotalSeconds) * MaxChangePerSecond * GradeLut.One) : GradeLut.One;
        if (allowed == 0)
        {
            return false;
        }

        (int change, bool arrives) = Approach(wanted, (short)allowed);
        LastChange = _started ? (double)change / GradeLut.One : 0;
        (_started, _reached) = (true, arrives ? wanted.Version : 0);
        _current.Seal();
        return arrives;
    }

    /// <summary>Forgets the table: the next one is taken over as it is, as after a pause in which nothing was shown.</summary>
    public void Reset() => (_started, _reached) = (false, 0);

    /// <summary>Moves every entry; returns the largest change, and whether all arrived.</summary>
    private (int Change, bool Arrives) Approach(GradeLut wanted, short allowed)
    {
        ref short current = ref _current.First, target = ref wanted.First;
        Vector256<short> most = Vector256<short>.Zero, upper = Vector256.Create(allowed), lower = -upper;
        int i = 0;
        for (; i <= GradeLut.EntryCount * GradeLut.Channels - Vector256<short>.Count; i += Vector256<short>.Count)
        {
            // Entries are 0 to 32640, so no difference overflows.
            Vector256<short> from = Vector256.LoadUnsafe(ref current, (nuint)i);
            Vector256<short> distance = Vector256.LoadUnsafe(ref target, (nuint)i) - from;
            most = Vector256.Max(most, Vector256.Abs(distance));
            (from + Vector256.Min(Vector256.Max(distance, lower), upper)).StoreUnsafe(ref current, (nuint)i);
        }

        int largest = 0;
        for (int lane = 0; lane < Vector256<short>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        Span<short> entries = _current.Writable;
        ReadOnlySpan<short> targets = wanted.Entries;
        for (; i < entries.Length; i++)
        {
            int distance = targets[i] - entries[i];
            largest = Math.Max(largest, Math.Abs(distance));
            entries[i] = (short)(entries[i] + Math.Clamp(distance, -allowed, allowed));
        }

        return (Math.Min(largest, allowed), largest <= allowed);
    }
}
