namespace EmoVid.Realtime;

/// <summary>Brings frames to the meters and their results to the bakery: at once and in order in fixed steps, or beside the frames on a thread of its
/// own.</summary>
/// <remarks>Live, the calling thread alone talks to the meters, without ever waiting, and leaves results in places that the other thread empties. A scene's
/// result that finds no place is dropped; a frame's output is measured when the last one's has been taken.</remarks>
internal sealed class GradeFeedback : IDisposable
{
    private const int Places = 8;

    /// <summary>Live outputs are measured no more often than this: feedback is slower by far.</summary>
    private static readonly TimeSpan OutputInterval = TimeSpan.FromMilliseconds(40);

    private readonly GradeBakery _bakery;
    private readonly AttributeMeter _sceneMeter;
    private readonly AttributeMeter _outputMeter;
    private readonly Func<SceneGradeSettings> _settings;
    private readonly Action<AttributeSums, TimeSpan> _report;
    private readonly Thread? _thread;
    private readonly AutoResetEvent _frameCame = new(false);
    private readonly AttributeSums _read = new();
    private readonly (AttributeSums Sums, FrameTime Time)[] _scenes = new (AttributeSums, FrameTime)[Places];
    private readonly AttributeSums _pairScene = new();
    private readonly AttributeSums _pairOutput = new();
    private readonly GradeLutSlew _pairLut = new(1000);
    private readonly long[] _tagTimes = new long[64];
    private long _scenesWritten;
    private long _scenesRead;
    private long _frame;
    private long _pairFrame = -1;
    private TimeSpan _pairTime;
    private int _pairParts;
    private bool _pairReady;
    private TimeSpan _now;
    private bool _isSubmitted;
    private volatile bool _stops;

    public GradeFeedback(
        GradeBakery bakery, AttributeMeter sceneMeter, AttributeMeter outputMeter, bool isLive, Func<SceneGradeSettings> settings, Action<AttributeSums, TimeSpan> report)
    {
        (_bakery, _sceneMeter, _outputMeter, _settings, _report) = (bakery, sceneMeter, outputMeter, settings, report);
        for (int i = 0; i < Places; i++)
        {
            _scenes[i] = (new AttributeSums(), new FrameTime());
        }

        if (isLive)
        {
            _thread = new Thread(Work) { IsBackground = true, Name = "EmoVid grade bakery" };
            _thread.Start();
        }
    }

    /// <summary>Takes a frame before it is graded.</summary>
    public void Submit(in FrameView frame, in MaskView mask, TimeSpan time)
    {
        Begin(time);
        if (_thread is null)
        {
            _sceneMeter.Measure(frame, mask, _read);
            BakeNow();
        }
        else
        {
            End(_sceneMeter.TrySubmit(frame, mask, _frame));
        }
    }

    /// <inheritdoc cref="Submit(in FrameView, in MaskView, TimeSpan)"/>
    public void Submit(in YuvFrameView frame, in MaskView mask, TimeSpan time)
    {
        Begin(time);
        if (_thread is null)
        {
            _sceneMeter.Measure(frame, mask, _read);
            BakeNow();
        }
        else
        {
            End(_sceneMeter.TrySubmit(frame, mask, _frame));
        }
    }

    /// <summary>Takes the graded frame, before anything else is done to it.</summary>
    public void SubmitOutput(in FrameView frame, in MaskView mask, GradeLut applied)
    {
        if (_thread is null)
        {
            _outputMeter.Measure(frame, mask, _pairOutput);
            _bakery.ObserveOutput(_read, _pairOutput, applied, _now);
        }
        else if (WantsOutput() && _outputMeter.TrySubmit(frame, mask, _frame))
        {
            BeginPair(applied);
        }
    }

    /// <inheritdoc cref="SubmitOutput(in FrameView, in MaskView, GradeLut)"/>
    public void SubmitOutput(in YuvFrameView frame, in MaskView mask, GradeLut applied)
    {
        if (_thread is null)
        {
            _outputMeter.Measure(frame, mask, _pairOutput);
            _bakery.ObserveOutput(_read, _pairOutput, applied, _now);
        }
        else if (WantsOutput() && _outputMeter.TrySubmit(frame, mask, _frame))
        {
            BeginPair(applied);
        }
    }

    public void Dispose()
    {
        _stops = true;
        _frameCame.Set();
        _thread?.Join();
        _frameCame.Dispose();
    }

    private void Begin(TimeSpan time)
    {
        _frame++;
        Volatile.Write(ref _tagTimes[_frame % _tagTimes.Length], time.Ticks);
        _now = time;
    }

    private void BakeNow()
    {
        _report(_read, _now);
        _bakery.ObserveScene(_read, _now);
        _bakery.Bake(_settings(), _now);
    }

    /// <summary>Collects what the meters have finished, and wakes the other thread.</summary>
    private void End(bool isSubmitted)
    {
        _isSubmitted = isSubmitted;
        while (_sceneMeter.TryRead(_read, out long tag))
        {
            var time = new TimeSpan(_tagTimes[tag % _tagTimes.Length]);
            _report(_read, time);
            if (_scenesWritten - Volatile.Read(ref _scenesRead) < Places)
            {
                (AttributeSums sums, FrameTime at) = _scenes[_scenesWritten % Places];
                sums.CopyFrom(_read);
                at.Value = time;
                Volatile.Write(ref _scenesWritten, _scenesWritten + 1);
            }

            if (tag == _pairFrame)
            {
                _pairScene.CopyFrom(_read);
                _pairParts++;
            }
        }

        while (_outputMeter.TryRead(_read, out long tag))
        {
            if (tag == _pairFrame)
            {
                _pairOutput.CopyFrom(_read);
                _pairParts++;
            }
        }

        if (_pairParts == 2)
        {
            _pairParts = 0;
            Volatile.Write(ref _pairReady, true);
        }

        _frameCame.Set();
    }

    private bool WantsOutput() => _isSubmitted && !Volatile.Read(ref _pairReady) && _pairParts == 0
        && (_pairFrame < 0 || (_outputMeter.InFlight == 0 && _now - _pairTime >= OutputInterval));

    private void BeginPair(GradeLut applied)
    {
        (_pairFrame, _pairTime, _pairParts) = (_frame, _now, 0);
        _pairLut.Reset();
        _pairLut.Advance(applied, TimeSpan.Zero);
    }

    private void Work()
    {
        while (true)
        {
            _frameCame.WaitOne();
            if (_stops)
            {
                return;
            }

            while (_scenesRead < Volatile.Read(ref _scenesWritten))
            {
                (AttributeSums sums, FrameTime at) = _scenes[_scenesRead % Places];
                _bakery.ObserveScene(sums, at.Value);
                Volatile.Write(ref _scenesRead, _scenesRead + 1);
            }

            if (Volatile.Read(ref _pairReady))
            {
                _bakery.ObserveOutput(_pairScene, _pairOutput, _pairLut.Current, _pairTime);
                Volatile.Write(ref _pairReady, false);
            }

            _bakery.Bake(_settings(), new TimeSpan(Volatile.Read(ref _tagTimes[Volatile.Read(ref _frame) % _tagTimes.Length])));
        }
    }

    /// <summary>A time that stays in its place.</summary>
    private sealed class FrameTime
    {
        public TimeSpan Value { get; set; }
    }
}
