namespace EmoVid.Realtime.Generation;

/// <summary>An endless act: windows of the motion network laid over one another on a line of numbered code frames.</summary>
/// <remarks>
/// A new window is faded in over frames that are still to come, never over shown ones, so the act is continuous whatever
/// happens: the next window, a change of emotion, a change in the middle of a fade. Windows that overlap share the noise of the
/// frames they share, so a fade joins two versions of one movement instead of two movements. One thread at a time.
/// </remarks>
internal sealed class CodeStream
{
    // Frames beyond the present one that the curve reads, and one more, so that a fade starts where nothing was shown.
    private const int Ahead = 3;

    private readonly MotionPlanner _planner;
    private readonly int _codeSize;
    private readonly int _window;
    private readonly int _step;
    private readonly int _fade;
    private readonly int _replanInterval;
    private readonly int _capacity;
    private readonly float[] _ring;
    private readonly double _codeRateHz;
    private long _begin;
    private long _end;
    private long _lastPlan;
    private bool _stale;

    public CodeStream(MotionPlanner planner, ModelPackManifest manifest)
    {
        _planner = planner;
        _codeSize = manifest.CodeSize;
        _codeRateHz = manifest.CodeRateHz;
        _window = manifest.WindowFrames;
        _step = manifest.LoopMultiple;
        _fade = Math.Clamp((int)(manifest.CodeRateHz * 0.5), 1, _window / 2);
        _replanInterval = Math.Max(1, (int)(manifest.CodeRateHz * 0.25));
        _capacity = _window + Ahead + _step + 1;
        _ring = new float[_capacity * _codeSize];
    }

    /// <summary>Whoever changed what the planner is to act calls this; the act turns to it from the next frames on. A host may
    /// call it every frame: plans are made at most four a second.</summary>
    public void Retarget() => _stale = true;

    /// <summary>The code at a time, planning what is missing. Time should run forward; a jump back, or far ahead, starts
    /// afresh there.</summary>
    public void Evaluate(double seconds, Span<float> code)
    {
        double position = seconds * _codeRateHz;
        long frame = (long)Math.Floor(position);
        Prepare(frame);
        CodeCurve.Evaluate(At(frame - 1), At(frame), At(frame + 1), At(frame + 2), (float)(position - frame), code);
    }

    private void Prepare(long frame)
    {
        if (_end == _begin || frame - 1 < _begin || frame > _end + _window)
        {
            _begin = _end = StepAtOrBefore(frame - 1);
            Lay(_begin);
        }

        while (frame + Ahead > _end - _fade)
        {
            Lay(StepAtOrBefore(_end - _fade));
        }

        if (_stale && frame - _lastPlan >= _replanInterval)
        {
            _lastPlan = frame;
            Lay(StepAtOrBefore(frame + Ahead + _step - 1));
        }
    }

    // A network that steps through several codes at once sees the same movement only from the same phase of its steps.
    private long StepAtOrBefore(long frame) => frame - ((frame % _step) + _step) % _step;

    private void Lay(long first)
    {
        _stale = false;
        ReadOnlySpan<float> window = _planner.PlanWindow(first);
        for (int k = 0; k < _window; k++)
        {
            Span<float> slot = At(first + k);
            ReadOnlySpan<float> source = window.Slice(k * _codeSize, _codeSize);
            float x = first + k < _end ? Math.Min(1f, (k + 1f) / (_fade + 1f)) : 1f;
            float weight = x * x * (3 - 2 * x);
            for (int i = 0; i < _codeSize; i++)
            {
                slot[i] = (1 - weight) * slot[i] + weight * source[i];
            }
        }

        _end = first + _window;
        _begin = Math.Max(_begin, _end - _capacity);
    }

    private Span<float> At(long frame)
    {
        long slot = frame % _capacity;
        return _ring.AsSpan((int)(slot < 0 ? slot + _capacity : slot) * _codeSize, _codeSize);
    }
}
