using System.Numerics;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The backdrop graded by the mood of the whole: SDK's scene grader with its closed loop and flash limiter, on a thread of its own. The render thread
/// takes the newest picture when there is one.</summary>
internal sealed class MoodBackdrop : IDisposable
{
    /// <summary>Columns of the field of light.</summary>
    public const int LightColumns = 8;

    private readonly RgbaImage _source;
    private readonly PixelEngine _engine;
    private readonly SceneGrader _grader;
    private readonly Lock _gate = new();
    private readonly Thread? _thread;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Vector3[] _light = new Vector3[LightColumns];
    private readonly Vector3[] _plain = new Vector3[LightColumns];
    private RgbaImage _shown, _ready, _back;
    private double _now;
    private bool _fresh;
    private volatile bool _ending;
    private volatile EmoVidException? _failure;

    /// <param name="source">The picture as it was drawn.</param>
    /// <param name="mood">The mood of the whole.</param>
    /// <param name="live">Whether to work on a thread of its own; otherwise <see cref="Grade"/> does.</param>
    public MoodBackdrop(RgbaImage source, EmotionSignal mood, bool live)
    {
        _source = source;
        _engine = PixelEngine.Open(EngineChoice.Cpu);
        _grader = new SceneGrader(_engine) { Settings = new SceneGradeSettings { Signal = mood } };
        (_shown, _ready, _back) = (Blank(), Blank(), Blank());
        source.Pixels.CopyTo(_shown.Pixels, 0);
        MeasureLight(source, _plain);
        _plain.CopyTo(_light, 0);
        if (live)
        {
            _thread = new Thread(Work) { Name = "stage backdrop", IsBackground = true, Priority = ThreadPriority.BelowNormal };
            _thread.Start();
        }

        RgbaImage Blank() => new(source.Width, source.Height, AlphaMode.Opaque);
    }

    public int Width => _source.Width;

    public int Height => _source.Height;

    /// <summary>Milliseconds that grading took last.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>What ended the work, for the render thread to throw.</summary>
    public EmoVidException? Failure => _failure;

    /// <summary>The newest report of the flash limiter, and the measured look of the graded backdrop.</summary>
    public bool TryReadLimiter(out FlashReport report) => _grader.TryReadLimiter(out report);

    /// <summary>Says what time it is. Never waits.</summary>
    public void Tell(double seconds)
    {
        Volatile.Write(ref _now, seconds);
        _wake.Set();
    }

    /// <summary>Grades the picture of an instant and publishes it.</summary>
    public void Grade(double seconds)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        _grader.Process(_source.View, _back.Target, TimeSpan.FromSeconds(seconds));
        Span<Vector3> light = stackalloc Vector3[LightColumns];
        MeasureLight(_back, light);
        Milliseconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        lock (_gate)
        {
            (_ready, _back) = (_back, _ready);
            light.CopyTo(_light);
            _fresh = true;
        }
    }

    /// <summary>Takes the newest picture.</summary>
    /// <param name="picture">Valid until the next call.</param>
    /// <returns>Whether it is another one than before.</returns>
    public bool TryTake(out RgbaImage picture)
    {
        lock (_gate)
        {
            bool fresh = _fresh;
            if (fresh)
            {
                (_shown, _ready) = (_ready, _shown);
                _fresh = false;
            }

            picture = _shown;
            return fresh;
        }
    }

    /// <summary>The colour of the light at a place: how the mood changed the backdrop around it, as a factor on sRGB codes.</summary>
    /// <param name="x">0-1 from the left.</param>
    /// <param name="share">How much of it an actor takes, 0-1.</param>
    public Vector3 LightAt(float x, float share)
    {
        float place = Math.Clamp(x, 0, 1) * (LightColumns - 1);
        int column = Math.Min((int)place, LightColumns - 2);
        Vector3 light, plain;
        lock (_gate)
        {
            light = Vector3.Lerp(_light[column], _light[column + 1], place - column);
            plain = Vector3.Lerp(_plain[column], _plain[column + 1], place - column);
        }

        Vector3 factor = Vector3.Clamp(light / Vector3.Max(plain, new Vector3(0.05f)), new Vector3(0.35f), new Vector3(1.15f));
        return Vector3.Lerp(Vector3.One, factor, share);
    }

    public void Dispose()
    {
        _ending = true;
        _wake.Set();
        _thread?.Join();
        _wake.Dispose();
        _grader.Dispose();
        _engine.Dispose();
    }

    // Means of the lower two thirds, where the actors stand, a column each.
    private static void MeasureLight(RgbaImage picture, Span<Vector3> light)
    {
        const int Step = 4;
        for (int column = 0; column < light.Length; column++)
        {
            int left = picture.Width * column / light.Length, right = picture.Width * (column + 1) / light.Length;
            Vector3 sum = default;
            int count = 0;
            for (int y = picture.Height / 3; y < picture.Height; y += Step)
            {
                ReadOnlySpan<byte> row = picture.Pixels.AsSpan(y * picture.Width * 4, picture.Width * 4);
                for (int x = left; x < right; x += Step)
                {
                    sum += new Vector3(row[x * 4], row[x * 4 + 1], row[x * 4 + 2]);
                    count++;
                }
            }

            light[column] = sum / (255f * Math.Max(1, count));
        }
    }

    private void Work()
    {
        // Twenty pictures a second: the grade itself may change by half its range in a second at most.
        const double Interval = 0.05;
        try
        {
            double last = double.NegativeInfinity;
            while (!_ending)
            {
                double now = Volatile.Read(ref _now);
                if (now - last < Interval && now >= last)
                {
                    _wake.WaitOne(50);
                    continue;
                }

                last = now;
                Grade(now);
            }
        }
        catch (EmoVidException e)
        {
            _failure = e;
        }
    }
}
