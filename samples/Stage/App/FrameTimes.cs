namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The last frame times, for the graph and the percentiles. Allocates nothing after it was made.</summary>
internal sealed class FrameTimes
{
    /// <summary>Frames that are remembered.</summary>
    public const int Capacity = 240;

    private readonly float[] _ring = new float[Capacity];
    private readonly float[] _sorted = new float[Capacity];
    private int _next;

    public int Count { get; private set; }

    /// <summary>Remembers a time.</summary>
    public void Add(double milliseconds)
    {
        _ring[_next] = (float)milliseconds;
        _next = (_next + 1) % Capacity;
        Count = Math.Min(Count + 1, Capacity);
    }

    /// <summary>A remembered time, 0 the oldest.</summary>
    public float this[int index] => _ring[(_next - Count + index + Capacity) % Capacity];

    /// <summary>Median and 99th percentile (nearest rank) of what is remembered.</summary>
    public (float P50, float P99) Percentiles()
    {
        if (Count == 0)
        {
            return default;
        }

        for (int i = 0; i < Count; i++)
        {
            _sorted[i] = this[i];
        }

        Array.Sort(_sorted, 0, Count);
        return (_sorted[(Count - 1) / 2], _sorted[Math.Min(Count - 1, (int)Math.Ceiling(Count * 0.99) - 1)]);
    }
}
