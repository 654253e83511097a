using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Follows one kind of flash in every cell of a frame, and says where one more frame would exceed the limits.</summary>
/// <remarks>
/// <para>A cell's value runs from extreme to extreme: a change counts when the value has left the last extreme of its direction
/// by the threshold, the other way. A cell exceeds the limit when it has changed more than six times, three pairs, within a
/// second.</para>
/// <para><see cref="Scan"/> changes nothing that lasts; <see cref="Commit"/> makes the scanned frame part of the past.</para>
/// </remarks>
internal sealed class FlashDetector<TRule>
    where TRule : struct, IFlashRule
{
    private const int RingLength = FlashRules.AllowedChanges + 1;

    private readonly FlashGrid _grid;
    private readonly int[] _maximum;
    private readonly int[] _minimum;
    private readonly int[][] _changes = new int[RingLength][];
    private readonly byte[] _next;
    private readonly int[] _lastChange;
    private readonly byte[] _rising;
    private readonly byte[] _falling;
    private readonly FlashBlocks _blocks;

    public FlashDetector(FlashGrid grid)
    {
        _grid = grid;
        _maximum = new int[grid.CellCount];
        _minimum = new int[grid.CellCount];
        _next = new byte[grid.CellCount];
        _lastChange = new int[grid.CellCount / FlashGrid.Lanes];
        _rising = new byte[_lastChange.Length];
        _falling = new byte[_lastChange.Length];
        for (int i = 0; i < RingLength; i++)
        {
            _changes[i] = new int[grid.CellCount];
        }

        _blocks = new FlashBlocks(grid);
        Windows = new FlashWindows(grid);
    }

    public FlashWindows Windows { get; }

    /// <summary>Forgets the past; <paramref name="values"/> are the first frame's.</summary>
    public void Start(ReadOnlySpan<int> values)
    {
        values.CopyTo(_maximum);
        values.CopyTo(_minimum);
        Array.Clear(_next);
        Array.Clear(_lastChange);
        foreach (int[] changes in _changes)
        {
            Array.Clear(changes);
        }

        Windows.Start();
    }

    /// <summary>Takes over another's past.</summary>
    public void CopyFrom(FlashDetector<TRule> other)
    {
        other._maximum.CopyTo(_maximum.AsSpan());
        other._minimum.CopyTo(_minimum.AsSpan());
        other._next.CopyTo(_next.AsSpan());
        other._lastChange.CopyTo(_lastChange.AsSpan());
        for (int i = 0; i < RingLength; i++)
        {
            other._changes[i].CopyTo(_changes[i].AsSpan());
        }

        Windows.CopyFrom(other.Windows);
    }

    /// <summary>Looks at a frame that may be shown next.</summary>
    /// <param name="values">A value a cell.</param>
    /// <param name="first">Number of the oldest frame of the last second; changes have the number of their frame.</param>
    /// <returns>Whether the limits would be exceeded; <see cref="Windows"/> says where.</returns>
    public bool Scan(ReadOnlySpan<int> values, int first)
    {
        _blocks.Clear();
        for (int row = 0, group = 0; row < _grid.Rows; row++)
        {
            int blockRow = _grid.BlockOfRow[row] * _grid.BlockColumns;
            for (int column = 0; column < _grid.Stride; column += FlashGrid.Lanes, group++)
            {
                int cell = group * FlashGrid.Lanes;
                Vector256<int> value = Vector256.Create(values.Slice(cell, FlashGrid.Lanes));
                uint rising = TRule.Rises(Load(_minimum, cell), value).ExtractMostSignificantBits();
                uint falling = TRule.Falls(Load(_maximum, cell), value).ExtractMostSignificantBits();
                _rising[group] = (byte)rising;
                _falling[group] = (byte)falling;
                if ((rising | falling) != 0 || _lastChange[group] >= first)
                {
                    AddGroup(blockRow, column, rising, falling, -Counts(cell, first));
                }
            }
        }

        return Windows.Scan(_blocks, first);
    }

    /// <summary>Makes the frame of the last <see cref="Scan"/> part of the past.</summary>
    /// <param name="values">The same values.</param>
    /// <param name="frame">The frame's number.</param>
    public void Commit(ReadOnlySpan<int> values, int frame)
    {
        for (int group = 0; group < _lastChange.Length; group++)
        {
            int cell = group * FlashGrid.Lanes;
            Vector256<int> value = Vector256.Create(values.Slice(cell, FlashGrid.Lanes));
            Vector256<int> maximum = Load(_maximum, cell), minimum = Load(_minimum, cell);
            Vector256<int> none = Vector256.Create(FlashRules.NoMaximum);
            Vector256<int> newMaximum = Vector256.ConditionalSelect(Vector256.Equals(maximum, none), none, Vector256.Max(maximum, value));
            none = Vector256.Create(FlashRules.NoMinimum);
            Vector256<int> newMinimum = Vector256.ConditionalSelect(Vector256.Equals(minimum, none), none, Vector256.Min(minimum, value));
            Store(newMaximum, _maximum, cell);
            Store(newMinimum, _minimum, cell);
            for (uint changed = (uint)(_rising[group] | _falling[group]); changed != 0; changed &= changed - 1)
            {
                int lane = BitOperations.TrailingZeroCount(changed);
                bool rises = ((_rising[group] >> lane) & 1) != 0;
                AddChange(cell + lane, rises, values[cell + lane], frame);
                _lastChange[group] = frame;
            }
        }

        Windows.Commit(frame);
    }

    /// <summary>Whether a cell may not take a value now: it would change once too often.</summary>
    public bool Forbids(int cell, int block, int value, int first)
    {
        // One cell through the vector rule: the rule has one form only.
        bool rises = (TRule.Rises(Vector256.Create(_minimum[cell]), Vector256.Create(value)).ExtractMostSignificantBits() & 1) != 0;
        bool falls = !rises && (TRule.Falls(Vector256.Create(_maximum[cell]), Vector256.Create(value)).ExtractMostSignificantBits() & 1) != 0;
        if (!rises && !falls)
        {
            return false;
        }

        int count = 0;
        foreach (int[] changes in _changes)
        {
            count += changes[cell] >= first ? 1 : 0;
        }

        return count >= FlashRules.AllowedChanges || Windows.Forbids(block, rises);
    }

    private void AddGroup(int blockRow, int column, uint rising, uint falling, Vector256<int> counts)
    {
        uint changing = rising | falling;
        uint five = Vector256.GreaterThan(counts, Vector256.Create(FlashRules.AllowedChanges - 2)).ExtractMostSignificantBits();
        if ((changing | five) == 0)
        {
            return;
        }

        for (uint lanes = changing | five; lanes != 0; lanes &= lanes - 1)
        {
            int lane = BitOperations.TrailingZeroCount(lanes);
            uint bit = 1u << lane;
            int count = counts[lane] + ((changing & bit) != 0 ? 1 : 0);
            int block = blockRow + _grid.BlockOfColumn[column + lane];
            _blocks.Rising[block] += (rising & bit) != 0 ? 1 : 0;
            _blocks.Falling[block] += (rising & bit) == 0 && (falling & bit) != 0 ? 1 : 0;
            _blocks.Full[block] += count >= FlashRules.AllowedChanges ? 1 : 0;
            _blocks.Exceeding[block] += count > FlashRules.AllowedChanges ? 1 : 0;
        }
    }

    private void AddChange(int cell, bool rises, int value, int frame)
    {
        _maximum[cell] = rises ? value : FlashRules.NoMaximum;
        _minimum[cell] = rises ? FlashRules.NoMinimum : value;
        int slot = _next[cell];
        _changes[slot][cell] = frame;
        _next[cell] = (byte)(slot + 1 == RingLength ? 0 : slot + 1);
    }

    /// <summary>Changes of the last second in eight cells, negated.</summary>
    private Vector256<int> Counts(int cell, int first)
    {
        Vector256<int> before = Vector256.Create(first - 1), counts = Vector256<int>.Zero;
        foreach (int[] changes in _changes)
        {
            counts += Vector256.GreaterThan(Load(changes, cell), before);
        }

        return counts;
    }

    private static Vector256<int> Load(int[] from, int index) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(from), (nuint)index);

    private static void Store(Vector256<int> value, int[] to, int index) => value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(to), (nuint)index);
}
