using System.Globalization;

namespace EmoVid.Realtime.Media;

/// <summary>Places times on a plot.</summary>
internal sealed class TimeAxis
{
    /// <summary>From this length on, times are written as minutes and seconds.</summary>
    private const double MinutesFrom = 120;

    /// <summary>Steps that divide minutes and hours.</summary>
    private static readonly double[] ClockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200];

    private readonly IReadOnlyList<double> _seconds;
    private readonly double _start;
    private readonly double _length;
    private readonly double _left;
    private readonly double _width;

    private TimeAxis(IReadOnlyList<double> seconds, double length, double left, double width, IReadOnlyList<double> ticks)
    {
        (_seconds, _start, _length, _left, _width, Ticks) = (seconds, seconds[0], length, left, width, ticks);
    }

    /// <summary>Round times inside the axis.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>What the numbers at the ticks are.</summary>
    public string Unit => _length < MinutesFrom ? "time, s" : "time, min:s";

    /// <summary>An axis from the first frame to the end of the last, which is taken to be as long as the one before where nobody says.</summary>
    public static TimeAxis Over(IReadOnlyList<double> seconds, double end, double left, double width, int maxTicks)
    {
        double last = seconds.Count > 1 ? Math.Max(0, seconds[^1] - seconds[^2]) : 0;
        double length = double.IsFinite(end) && end > seconds[^1] ? end - seconds[0] : seconds[^1] - seconds[0] + last;
        length = length > 0 && double.IsFinite(length) ? length : 1;
        double step = Step(length / maxTicks, length);
        var ticks = new List<double>();
        for (double tick = Math.Ceiling(seconds[0] / step - 1e-9) * step; tick <= seconds[0] + length * (1 + 1e-9); tick += step)
        {
            ticks.Add(tick);
        }

        return new TimeAxis(seconds, length, left, width, ticks);
    }

    /// <summary>Where a time stands.</summary>
    public double X(double seconds) => _left + Math.Clamp((seconds - _start) / _length, 0, 1) * _width;

    /// <summary>Where a frame begins and ends.</summary>
    public (double From, double To) Span(int index) =>
        (X(_seconds[index]), index + 1 < _seconds.Count ? X(_seconds[index + 1]) : _left + _width);

    /// <summary>The middle of a frame.</summary>
    public double Middle(int index)
    {
        (double from, double to) = Span(index);
        return (from + to) / 2;
    }

    /// <summary>A time in the axis's unit.</summary>
    public string Label(double seconds)
    {
        if (_length < MinutesFrom)
        {
            return (Math.Round(seconds, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture);
        }

        long whole = (long)Math.Round(seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}");
    }

    /// <summary>The smallest round step that is no smaller than a wish.</summary>
    private static double Step(double wish, double length)
    {
        if (length >= MinutesFrom)
        {
            foreach (double step in ClockSteps)
            {
                if (step >= wish * (1 - 1e-9))
                {
                    return step;
                }
            }
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(wish)));
        foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (factor * power >= wish * (1 - 1e-9))
            {
                return factor * power;
            }
        }

        return 10 * power;
    }
}
