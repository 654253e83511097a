namespace EmoVid.Realtime;

/// <summary>All that <see cref="FlashLimiter"/> keeps for frames of one size.</summary>
internal sealed class FlashLimiterState
{
    private readonly FlashMeter _meter;
    private readonly (int Layout, int Range, int Matrix) _kind;
    private readonly FlashWeights _weights;
    private readonly FlashReference _reference;
    private readonly FlashDetector<GeneralFlash> _general;
    private readonly FlashDetector<RedFlash> _red;
    private readonly FlashDetector<GeneralFlash> _generalIn;
    private readonly FlashDetector<RedFlash> _redIn;
    private readonly int[] _incomingGeneral;
    private readonly int[] _incomingRed;
    private readonly int[] _shownGeneral;
    private readonly int[] _shownRed;
    private readonly int[] _nextGeneral;
    private readonly int[] _nextRed;
    private readonly short[] _rates;
    private bool _attenuates;

    public FlashLimiterState(FlashGrid grid, FlashMeter meter, (int Layout, int Range, int Matrix) kind, FlashLimiterOptions options, short[]? representable = null)
    {
        Grid = grid;
        _meter = meter;
        _kind = kind;
        _weights = new FlashWeights(grid, options);
        _reference = new FlashReference(representable);
        _general = new FlashDetector<GeneralFlash>(grid);
        _red = new FlashDetector<RedFlash>(grid);
        _generalIn = new FlashDetector<GeneralFlash>(grid);
        _redIn = new FlashDetector<RedFlash>(grid);
        _incomingGeneral = new int[grid.CellCount];
        _incomingRed = new int[grid.CellCount];
        _shownGeneral = new int[grid.CellCount];
        _shownRed = new int[grid.CellCount];
        _nextGeneral = new int[grid.CellCount];
        _nextRed = new int[grid.CellCount];
        _rates = new short[grid.Stride];
    }

    public FlashGrid Grid { get; }

    public bool Fits(int width, int height, (int Layout, int Range, int Matrix) kind) => Grid.Width == width && Grid.Height == height && _kind == kind;

    public FlashReport Process(in FlashSurface frame, FlashClock clock, TimeSpan time)
    {
        for (int row = 0; row < Grid.Rows; row++)
        {
            _meter.Measure(frame.Strip(row), _incomingGeneral.AsSpan(row * Grid.Stride, Grid.Stride), _incomingRed.AsSpan(row * Grid.Stride, Grid.Stride));
        }

        if (clock.Frame == 1)
        {
            Start();
            return new FlashReport(time, FlashKinds.None, 0, 0, 0);
        }

        (bool general, bool red) = Judge(clock);
        FlashReport report = Report(general, red, time);
        if (_attenuates)
        {
            Attenuate(frame, clock);
        }

        _general.Commit(_shownGeneral, clock.Frame);
        _red.Commit(_shownRed, clock.Frame);
        if (!_attenuates && (_general.Windows.IsAtBrink || _red.Windows.IsAtBrink))
        {
            _reference.Remember(frame);
        }

        return report with { Attenuation = _attenuates ? _weights.Largest : 0 };
    }

    private void Start()
    {
        _general.Start(_incomingGeneral);
        _red.Start(_incomingRed);
        _incomingGeneral.CopyTo(_shownGeneral.AsSpan());
        _incomingRed.CopyTo(_shownRed.AsSpan());
        _reference.Forget();
        _weights.Clear();
        _attenuates = false;
    }

    /// <summary>Decides where this frame needs attenuation. Without any, the frame is what is shown.</summary>
    private (bool General, bool Red) Judge(FlashClock clock)
    {
        (bool General, bool Red) incoming = default;
        if (_attenuates)
        {
            // As long as what comes in flashes, attenuation stays, although what is shown keeps the limits.
            _weights.Release(clock.Step);
            incoming = (_generalIn.Scan(_incomingGeneral, clock.First), _redIn.Scan(_incomingRed, clock.First));
            _weights.Engage(_generalIn.Windows.Exceeding);
            _weights.Engage(_redIn.Windows.Exceeding);
            _generalIn.Commit(_incomingGeneral, clock.Frame);
            _redIn.Commit(_incomingRed, clock.Frame);
            _weights.Spread();
        }

        // An attenuated cell shows what it must; the rest would show what comes in.
        for (int i = 0; i < _shownGeneral.Length; i++)
        {
            bool free = _weights.Cells[i] == 0;
            _nextGeneral[i] = free ? _incomingGeneral[i] : _shownGeneral[i];
            _nextRed[i] = free ? _incomingRed[i] : _shownRed[i];
        }

        bool general = _general.Scan(_nextGeneral, clock.First), red = _red.Scan(_nextRed, clock.First);
        if (general || red)
        {
            Engage(clock);
        }

        if (!_attenuates || _weights.Largest == 0)
        {
            _attenuates = false;
            _incomingGeneral.CopyTo(_shownGeneral.AsSpan());
            _incomingRed.CopyTo(_shownRed.AsSpan());
        }

        return (general || incoming.General, red || incoming.Red);
    }

    private void Engage(FlashClock clock)
    {
        if (!_attenuates)
        {
            _generalIn.CopyFrom(_general);
            _redIn.CopyFrom(_red);
            _generalIn.Scan(_incomingGeneral, clock.First);
            _redIn.Scan(_incomingRed, clock.First);
            _generalIn.Commit(_incomingGeneral, clock.Frame);
            _redIn.Commit(_incomingRed, clock.Frame);
        }

        _weights.Engage(_general.Windows.Exceeding);
        _weights.Engage(_red.Windows.Exceeding);
        _weights.Spread();
        _attenuates = true;
    }

    private void Attenuate(in FlashSurface frame, FlashClock clock)
    {
        if (!_reference.IsSet)
        {
            _reference.Remember(frame);
        }

        _weights.SetStep(clock.Step);
        _general.Windows.FindForbidden(clock.First);
        _red.Windows.FindForbidden(clock.First);
        for (int row = 0; row < Grid.Rows; row++)
        {
            FlashSurface strip = frame.Strip(row);
            int start = row * Grid.Stride;
            for (int column = 0; column < Grid.Columns; column++)
            {
                _rates[column] = _weights.RateOf(start + column);
            }

            FlashSurface preview = _reference.Preview(strip, row, _rates);
            _meter.Measure(preview, _nextGeneral.AsSpan(start, Grid.Stride), _nextRed.AsSpan(start, Grid.Stride));
            for (int column = 0; column < Grid.Columns; column++)
            {
                Settle(row, column, clock.First);
            }

            _reference.Show(strip, row, _rates);
        }

        _general.Scan(_shownGeneral, clock.First);
        _red.Scan(_shownRed, clock.First);
    }

    /// <summary>Lets a cell show its preview, or what it shows already where the preview would change once too often.</summary>
    private void Settle(int row, int column, int first)
    {
        int cell = row * Grid.Stride + column;
        if (_weights.Cells[cell] > 0)
        {
            int block = Grid.BlockOfRow[row] * Grid.BlockColumns + Grid.BlockOfColumn[column];
            if (_general.Forbids(cell, block, _nextGeneral[cell], first) || _red.Forbids(cell, block, _nextRed[cell], first))
            {
                _rates[column] = 0;
                return;
            }
        }

        _shownGeneral[cell] = _nextGeneral[cell];
        _shownRed[cell] = _nextRed[cell];
    }

    private FlashReport Report(bool general, bool red, TimeSpan time)
    {
        FlashKinds kinds = (general ? FlashKinds.General : 0) | (red ? FlashKinds.Red : 0);
        (FlashWindows a, FlashWindows b) = _attenuates ? (_generalIn.Windows, _redIn.Windows) : (_general.Windows, _red.Windows);
        double area = Math.Max(a.Area, b.Area);
        double flashes = Math.Max(a.Changes, b.Changes) / 2.0;

        // Parts that flash against each other leave a window's level where it is: then only the cells' own count is known.
        return new FlashReport(time, kinds, kinds == 0 ? flashes : Math.Max(flashes, (FlashRules.AllowedChanges + 1) / 2.0), area, 0);
    }
}
