namespace EmoVid.Realtime;

/// <summary>Measures frames one after another, each spread over threads.</summary>
/// <remarks>Threads take stretches of rows until none is left, so that one that is late or slow holds nobody up. Which rows a
/// thread took does not show in the sums: they are integers.</remarks>
internal sealed unsafe class CpuMeterEngine : IDisposable
{
    /// <summary>Pixels of a stretch: enough that taking one costs nothing, few enough that the last one is short.</summary>
    private const int StretchPixels = 1 << 15;

    private readonly AttributeSet _set;
    private readonly MeterBand[] _bands;
    private readonly bool[] _takesPart;
    private readonly LumaPlane? _plane;
    private readonly MeterTeam? _team;
    private MeterFrame _frame;
    private bool _compare;
    private int _stretchRows;
    private int _nextRow;
    private bool _countsEdges;

    public CpuMeterEngine(AttributeSet set, int threads)
    {
        _set = set;
        _bands = new MeterBand[threads];
        _takesPart = new bool[threads];
        for (int i = 0; i < threads; i++)
        {
            _bands[i] = new MeterBand(set);
        }

        _plane = set.NeedsLumaPlane() ? new LumaPlane() : null;
        _team = threads > 1 ? new MeterTeam(threads - 1, helper => Work(helper + 1)) : null;
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

        _frame = frame;
        _compare = _plane is not null && _plane.Prepare(frame.Width, frame.Height);
        _stretchRows = Math.Max(1, StretchPixels / frame.Width);
        Array.Clear(_takesPart);
        Run(countEdges: false);
        if (_set.Has(AttributeSet.Edges))
        {
            Run(countEdges: true);
        }

        sums.Clear();
        for (int i = 0; i < _bands.Length; i++)
        {
            if (_takesPart[i])
            {
                _bands[i].Finish();
                sums.Add(_bands[i].Sums);
            }
        }
    }

    public void Dispose()
    {
        _team?.Dispose();
        foreach (MeterBand band in _bands)
        {
            band.Dispose();
        }

        _plane?.Dispose();
    }

    private void Run(bool countEdges)
    {
        _countsEdges = countEdges;
        _nextRow = 0;
        bool together = _team is not null && _frame.Height > _stretchRows;
        if (together)
        {
            _team!.Begin();
        }

        Work(0);
        if (together)
        {
            _team!.End();
        }
    }

    private void Work(int index)
    {
        MeterBand band = _bands[index];
        while (true)
        {
            int top = Interlocked.Add(ref _nextRow, _stretchRows) - _stretchRows;
            if (top < 0 || top >= _frame.Height)
            {
                return;
            }

            if (!_takesPart[index])
            {
                _takesPart[index] = true;
                band.Begin(_frame, _plane is null ? null : _plane.Bytes, _compare);
            }

            int bottom = (int)Math.Min(_frame.Height, (long)top + _stretchRows);
            if (_countsEdges)
            {
                band.AddEdges(top, bottom);
            }
            else
            {
                band.AddRows(top, bottom);
            }
        }
    }
}
