namespace EmoVid.Realtime.Core.Tests.Safety;

/// <summary>An analyser written from the text of WCAG 2.x, 2.3.1, a pixel at a time in double precision. It shares no code with the
/// limiter: no cells, no blocks, no integers.</summary>
/// <remarks>
/// Read in both ways that the text allows: a field of 10° fails when pixels that each flash more than three times in a second fill
/// a quarter of it, and when the field as a whole does, its flashes being those in which a quarter of its pixels go one way more
/// than go the other.
/// </remarks>
internal sealed class FlashAnalysis
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _framesInSecond;
    private readonly Track[] _general;
    private readonly Track[] _red;
    private readonly Field[] _fields;
    private int _frame;

    public FlashAnalysis(int width, int height, int framesPerSecond)
    {
        (_width, _height, _framesInSecond) = (width, height, framesPerSecond);
        _general = NewTracks(width * height);
        _red = NewTracks(width * height);
        int fieldWidth = width / 3, fieldHeight = height / 3;
        _fields = [.. from y in Enumerable.Range(0, height - fieldHeight + 1)
            from x in Enumerable.Range(0, width - fieldWidth + 1)
            where x % 2 == 0 && y % 2 == 0
            select new Field(x, y, fieldWidth, fieldHeight)];
    }

    /// <summary>Largest share of a field filled by pixels that flash too often.</summary>
    public double WorstArea { get; private set; }

    /// <summary>Most changes of a field as a whole in one second.</summary>
    public int WorstChanges { get; private set; }

    public bool Fails => WorstArea >= 0.25 || WorstChanges > 6;

    /// <summary>Adds one opaque RGBA frame of 8-bit sRGB codes.</summary>
    public void Add(ReadOnlySpan<byte> rgba)
    {
        var light = new double[rgba.Length];
        for (int i = 0; i < light.Length; i++)
        {
            light[i] = Linear(rgba[i]);
        }

        Add(light);
    }

    /// <summary>Adds one frame in linear light, four numbers a pixel of which the last is not looked at.</summary>
    public void Add(ReadOnlySpan<double> light)
    {
        for (int i = 0; i < _general.Length; i++)
        {
            double r = light[4 * i], g = light[4 * i + 1], b = light[4 * i + 2];
            _general[i].Add(new State(0.2126 * r + 0.7152 * g + 0.0722 * b, false), _frame, IsGeneral);
            bool saturated = r + g + b > 0 && r / (r + g + b) >= 0.8;
            _red[i].Add(new State(Math.Max(0, (r - g - b) * 320), saturated), _frame, IsRed);
        }

        Judge(_general, field => field.General);
        Judge(_red, field => field.Red);
        _frame++;
    }

    private static bool IsGeneral(State low, State high) => high.Value - low.Value >= 0.1 && low.Value < 0.8;

    private static bool IsRed(State low, State high) => high.Value - low.Value > 20 && (low.Saturated || high.Saturated);

    private static double Linear(byte code)
    {
        double c = code / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    private static Track[] NewTracks(int count) => [.. Enumerable.Range(0, count).Select(_ => new Track())];

    private void Judge(Track[] tracks, Func<Field, Track> ofField)
    {
        double[,] bad = new double[_height + 1, _width + 1], net = new double[_height + 1, _width + 1];
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                Track track = tracks[y * _width + x];
                double exceeds = track.ChangesSince(_frame - _framesInSecond + 1) > 6 ? 1 : 0;
                bad[y + 1, x + 1] = exceeds + bad[y, x + 1] + bad[y + 1, x] - bad[y, x];
                net[y + 1, x + 1] = track.Net + net[y, x + 1] + net[y + 1, x] - net[y, x];
            }
        }

        foreach (Field field in _fields)
        {
            double area = field.Width * field.Height;
            WorstArea = Math.Max(WorstArea, field.Sum(bad) / area);
            Track track = ofField(field);
            track.Add(new State(field.Sum(net) / area, false), _frame, (low, high) => high.Value - low.Value >= 0.25);
            WorstChanges = Math.Max(WorstChanges, track.ChangesSince(_frame - _framesInSecond + 1));
        }
    }

    private readonly record struct State(double Value, bool Saturated);

    private sealed record Field(int X, int Y, int Width, int Height)
    {
        public Track General { get; } = new();

        public Track Red { get; } = new();

        public double Sum(double[,] integral) =>
            integral[Y + Height, X + Width] - integral[Y, X + Width] - integral[Y + Height, X] + integral[Y, X];
    }

    /// <summary>A value over time and the frames in which it turned by enough.</summary>
    private sealed class Track
    {
        private readonly List<int> _turns = [];
        private State? _lowest;
        private State? _highest;

        /// <summary>Rises less falls.</summary>
        public int Net { get; private set; }

        public int ChangesSince(int frame)
        {
            int count = 0;
            for (int i = _turns.Count - 1; i >= 0 && _turns[i] >= frame; i--)
            {
                count++;
            }

            return count;
        }

        public void Add(State state, int frame, Func<State, State, bool> counts)
        {
            if (frame == 0)
            {
                _lowest = _highest = state;
            }
            else if (_lowest is State low && counts(low, state))
            {
                Net++;
                _turns.Add(frame);
                (_lowest, _highest) = (null, state);
            }
            else if (_highest is State high && counts(state, high))
            {
                Net--;
                _turns.Add(frame);
                (_lowest, _highest) = (state, null);
            }
            else
            {
                _lowest = _lowest is State l && state.Value < l.Value ? state : _lowest;
                _highest = _highest is State h && state.Value > h.Value ? state : _highest;
            }
        }
    }
}
