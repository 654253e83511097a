namespace EmoVid.Realtime;

/// <summary>Measures frames one after another, each in bands of rows.</summary>
internal sealed unsafe class CpuMeterEngine : IDisposable
{
    private readonly AttributeSet _set;
    private readonly MeterBand[] _bands;
    private readonly LumaPlane? _plane;

    public CpuMeterEngine(AttributeSet set, int threads)
    {
        _set = set;
        _bands = new MeterBand[threads];
        for (int i = 0; i < threads; i++)
        {
            _bands[i] = new MeterBand();
        }

        _plane = set.NeedsLumaPlane() ? new LumaPlane() : null;
    }

    /// <summary>Measures a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="beginsHistory">Whether the frame before is to be forgotten.</param>
    /// <param name="sums">Overwritten.</param>
    public void Measure(in MeterFrame frame, bool beginsHistory, AttributeSums sums)
    {
        if (beginsHistory)
        {
            _plane?.Reset();
        }

        bool compare = _plane is not null && _plane.Prepare(frame.Width, frame.Height);
        byte* plane = _plane is null ? null : _plane.Bytes;
        sums.Clear();
        for (int i = 0; i < _bands.Length; i++)
        {
            _bands[i].Measure(frame, _set, Start(frame.Height, i), Start(frame.Height, i + 1), plane, compare);
        }

        for (int i = 0; i < _bands.Length; i++)
        {
            if (_set.Has(AttributeSet.Edges))
            {
                _bands[i].AddEdges(frame.Width, Math.Max(1, Start(frame.Height, i)), Math.Min(frame.Height - 1, Start(frame.Height, i + 1)), plane);
            }

            sums.Add(_bands[i].Sums);
        }
    }

    public void Dispose()
    {
        foreach (MeterBand band in _bands)
        {
            band.Dispose();
        }

        _plane?.Dispose();
    }

    private int Start(int height, int band) => (int)((long)band * height / _bands.Length);
}
