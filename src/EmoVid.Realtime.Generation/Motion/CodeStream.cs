using System.Numerics.Tensors;

namespace EmoVid.Realtime.Generation;

/// <summary>An endless act: windows of the motion network laid over one another on a line of numbered code frames.</summary>
/// <remarks>
/// A window that continues an act is faded in over frames that are still to come. A change of emotion plans the part that is playing anew and
/// a <see cref="CodeTransition"/> leads over from what is shown, so the act is continuous whatever happens: the next window, a change, a
/// change in the middle of a change. Windows share the noise of the frames they share, so both ways join two versions of one movement
/// instead of two movements. One thread at a time.
/// </remarks>
internal sealed class CodeStream
{
    // Frames beyond the present one that the curve reads, and one more, so that a fade starts where nothing was shown.
    private const int Ahead = 3;

    /// <summary>A change of emotion of this size is planned at once (with <see cref="MotionPlanner.Departure"/>); smaller ones, such as the
    /// steps of a signal that eases, wait for their turn.</summary>
    private const float PlainChange = 0.25f;

    /// <summary>Turns a second of changes that are not plain.</summary>
    private const double TurnsPerSecond = 6;

    /// <summary>How much quicker the expression is led over to the next window than the body: over a sixth of a second in the middle of the fade.</summary>
    private const float ExpressionHaste = 3;

    private readonly MotionPlanner _planner;
    private readonly int _codeSize;
    private readonly int _expressionFrom;
    private readonly int _window;
    private readonly int _step;
    private readonly int _fade;
    private readonly int _replanInterval;
    private readonly int _capacity;
    private readonly float[] _ring;
    private readonly float[] _shown;
    private readonly float[] _shownSpeed;
    private readonly float[] _next;
    private readonly float[] _nextSpeed;
    private readonly CodeTransition _transition;
    private readonly double _codeRateHz;
    private long _begin;
    private long _end;
    private long _lastPlan;
    private bool _stale;

    public CodeStream(MotionPlanner planner, ModelPackManifest manifest)
    {
        _planner = planner;
        _codeSize = manifest.CodeSize;
        _expressionFrom = manifest.ExpressionFrom;
        _codeRateHz = manifest.CodeRateHz;
        _window = manifest.WindowFrames;
        _step = manifest.LoopMultiple;
        _fade = Math.Clamp((int)(manifest.CodeRateHz * 0.5), 1, _window / 2);
        _replanInterval = Math.Max(1, (int)(manifest.CodeRateHz / TurnsPerSecond));
        _capacity = _window + Ahead + _step + 1;
        _ring = new float[_capacity * _codeSize];
        (_shown, _shownSpeed, _next, _nextSpeed) = (new float[_codeSize], new float[_codeSize], new float[_codeSize], new float[_codeSize]);
        _transition = new CodeTransition(_codeSize);
    }

    /// <summary>Whoever changed what the planner is to act calls this; the act turns to it at the next time asked for. A host may call it
    /// every frame: a plain change is planned at once, at most once a code; smaller ones six times a second.</summary>
    public void Retarget() => _stale = true;

    /// <summary>The code at a time, planning what is missing. Time should run forward; a jump back, or far ahead, starts
    /// afresh there.</summary>
    public void Evaluate(double seconds, Span<float> code)
    {
        double position = seconds * _codeRateHz;
        long frame = (long)Math.Floor(position);
        float t = (float)(position - frame);
        Prepare(frame);
        if (Turns(frame))
        {
            Turn(seconds, frame, t);
        }

        CodeCurve.Evaluate(At(frame - 1), At(frame), At(frame + 1), At(frame + 2), t, code);
        _transition.Add(seconds, code);
    }

    /// <summary>Whether <see cref="Evaluate"/> at this time will plan, and the first code of the window that it will plan first.</summary>
    public bool Foresees(double seconds, out long first)
    {
        long frame = (long)Math.Floor(seconds * _codeRateHz);
        bool starts = Starts(frame), lacks = !starts && Lacks(frame);
        first = StepAtOrBefore(starts ? frame - 1 : lacks ? _end - _fade : frame - 1 - _fade);
        return starts || lacks || Turns(frame);
    }

    private bool Starts(long frame) => _end == _begin || frame - 1 < _begin || frame > _end + _window;

    // A change that waits for its turn comes with a transition; until then the next window is put off as far as it can be.
    private bool Lacks(long frame) => frame + Ahead > (_stale ? _end : _end - _fade);

    private bool Turns(long frame)
    {
        long sinceTurn = frame - _lastPlan;
        return _stale && (sinceTurn >= _replanInterval || (sinceTurn >= 1 && _planner.Departure >= PlainChange));
    }

    private void Prepare(long frame)
    {
        if (Starts(frame))
        {
            _begin = _end = StepAtOrBefore(frame - 1);
            _transition.Clear();
            _lastPlan = long.MinValue / 2;
            _stale = false;
            Lay(_begin);
        }

        while (Lacks(frame))
        {
            Lay(StepAtOrBefore(_end - _fade));
        }
    }

    private void Turn(double seconds, long frame, float t)
    {
        Read(frame, t, _shown, _shownSpeed);
        _transition.Add(seconds, _shown, _shownSpeed);

        // The window begins before the present, because the codes at its ends see each other across the circle of its time.
        long first = StepAtOrBefore(frame - 1 - _fade);
        // The network may fail, and whoever replaces it must find the act as it was; so nothing changes before the plan is there.
        ReadOnlySpan<float> window = _planner.PlanWindow(first);
        _begin = _end = first;
        _lastPlan = frame;
        _stale = false;
        Lay(first, window);
        Prepare(frame);
        Read(frame, t, _next, _nextSpeed);
        _transition.Begin(seconds, _shown, _shownSpeed, _next, _nextSpeed);
    }

    /// <summary>The curve's value and its speed a second.</summary>
    private void Read(long frame, float t, Span<float> value, Span<float> speed)
    {
        CodeCurve.Evaluate(At(frame - 1), At(frame), At(frame + 1), At(frame + 2), t, value);
        CodeCurve.Slope(At(frame - 1), At(frame), At(frame + 1), At(frame + 2), t, speed);
        TensorPrimitives.Multiply(speed, (float)_codeRateHz, speed);
    }

    // A network that steps through several codes at once sees the same movement only from the same phase of its steps.
    private long StepAtOrBefore(long frame) => frame - ((frame % _step) + _step) % _step;

    private void Lay(long first) => Lay(first, _planner.PlanWindow(first));

    private void Lay(long first, ReadOnlySpan<float> window)
    {
        for (int k = 0; k < _window; k++)
        {
            Span<float> slot = At(first + k);
            ReadOnlySpan<float> source = window.Slice(k * _codeSize, _codeSize);
            float x = first + k < _end ? Math.Min(1f, (k + 1f) / (_fade + 1f)) : 1f;
            Blend(slot[.._expressionFrom], source[.._expressionFrom], x);
            Blend(slot[_expressionFrom..], source[_expressionFrom..], Math.Clamp((x - 0.5f) * ExpressionHaste + 0.5f, 0, 1));
        }

        _end = first + _window;
        _begin = Math.Max(_begin, _end - _capacity);
    }

    private static void Blend(Span<float> slot, ReadOnlySpan<float> source, float x)
    {
        float weight = x * x * (3 - 2 * x);
        for (int i = 0; i < slot.Length; i++)
        {
            slot[i] = (1 - weight) * slot[i] + weight * source[i];
        }
    }

    private Span<float> At(long frame)
    {
        long slot = frame % _capacity;
        return _ring.AsSpan((int)(slot < 0 ? slot + _capacity : slot) * _codeSize, _codeSize);
    }
}
