using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Bounds how fast a grade may change: no entry of the table that frames are graded with moves by more than a stated amount a second, whatever the
/// steering, the mood or a cut asks for.</summary>
/// <remarks>Where the wanted table is further away than the time allows, the one in use moves straight towards it, entry by entry in the same
/// proportion. One thread at a time; allocates nothing after construction. A step takes some 30 µs on one core while the grade moves, and nothing
/// when it stands.</remarks>
public sealed class GradeLutSlew
{
    /// <summary>Bound of graders that bring none: half of the range from black to white in a second.</summary>
    public const double DefaultMaxChangePerSecond = 0.5;

    private const int FractionBits = 14;

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

        int distance = Distance(wanted);
        int allowed = (int)Math.Min(GradeLut.One, Math.Max(0, elapsed.TotalSeconds) * MaxChangePerSecond * GradeLut.One);
        if (!_started || distance <= allowed)
        {
            wanted.Entries.CopyTo(_current.Writable);
            LastChange = _started ? (double)distance / GradeLut.One : 0;
            (_started, _reached) = (true, wanted.Version);
        }
        else if (allowed > 0)
        {
            LastChange = (double)Approach(wanted, (allowed << FractionBits) / distance) / GradeLut.One;
            _reached = 0;
        }
        else
        {
            return false;
        }

        _current.Seal();
        return _reached == wanted.Version;
    }

    /// <summary>Forgets the table: the next one is taken over as it is, as after a pause in which nothing was shown.</summary>
    public void Reset() => (_started, _reached) = (false, 0);

    private int Distance(GradeLut wanted)
    {
        ref short from = ref _current.First, to = ref wanted.First;
        Vector256<short> most = Vector256<short>.Zero;
        int i = 0;
        for (; i <= GradeLut.EntryCount * GradeLut.Channels - Vector256<short>.Count; i += Vector256<short>.Count)
        {
            // Entries are 0 to 32640, so no difference overflows.
            most = Vector256.Max(most, Vector256.Abs(Vector256.LoadUnsafe(ref to, (nuint)i) - Vector256.LoadUnsafe(ref from, (nuint)i)));
        }

        int largest = 0;
        for (int lane = 0; lane < Vector256<short>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        ReadOnlySpan<short> current = _current.Entries, target = wanted.Entries;
        for (; i < current.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(target[i] - current[i]));
        }

        return largest;
    }

    /// <summary>Moves every entry by a share of its distance, rounded down, which for a step within a whole bound stays within it.</summary>
    private int Approach(GradeLut wanted, int share)
    {
        ref short current = ref _current.First, target = ref wanted.First;
        Vector256<int> most = Vector256<int>.Zero;
        int i = 0;
        for (; i <= GradeLut.EntryCount * GradeLut.Channels - Vector256<short>.Count; i += Vector256<short>.Count)
        {
            Vector256<short> from = Vector256.LoadUnsafe(ref current, (nuint)i);
            (Vector256<int> lower, Vector256<int> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref target, (nuint)i) - from);
            lower = (lower * share) >> FractionBits;
            upper = (upper * share) >> FractionBits;
            most = Vector256.Max(most, Vector256.Max(Vector256.Abs(lower), Vector256.Abs(upper)));
            (from + Vector256.Narrow(lower, upper)).StoreUnsafe(ref current, (nuint)i);
        }

        int largest = 0;
        for (int lane = 0; lane < Vector256<int>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        Span<short> entries = _current.Writable;
        ReadOnlySpan<short> targets = wanted.Entries;
        for (; i < entries.Length; i++)
        {
            int step = ((targets[i] - entries[i]) * share) >> FractionBits;
            entries[i] = (short)(entries[i] + step);
            largest = Math.Max(largest, Math.Abs(step));
        }

        return largest;
    }
}
