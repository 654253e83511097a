namespace EmoVid.Realtime;

/// <summary>The closed loop: adjusts a mood's grade so that the measured brightness, colorfulness and hue of the output reach the
/// mood's targets relative to the scene's own.</summary>
/// <remarks>
/// <para>Two parts. The prediction evaluates grades on the scene's measured 4 × 4 cells and finds, by damped least squares, the offsets of brightness,
/// colorfulness, tint strength and hue rotation whose predicted shift is the target's; so a new shot has its grade with its first
/// measurement. The feedback compares the shift that was measured on graded frames with the one that was predicted for their table, and
/// what is left over goes into the next prediction; the table in use is evaluated for that, so a grade on its way teaches as much as one that has
/// arrived.</para>
/// <para>Both measure scene and output on the same frame, as a shift, so a scene that changes does not move the grade as such: there is nothing
/// to pump. Offsets are limited, tone curves are monotone and end at black and white, and a picture keeps at least 15 % of its chroma unless the
/// mood itself wants less, so nothing is crushed. Times are seconds and half-lives; the frame rate plays no part. How fast the graded picture
/// may change is bounded by <see cref="GradeLutSlew"/>, behind this.</para>
/// <para>One thread at a time. Allocates nothing after construction.</para>
/// </remarks>
public sealed class MoodSteering
{
    /// <summary>What the meter of scene and output has to measure.</summary>
    public const AttributeSet RequiredSet = AttributeSet.EmoVid | AttributeSet.Grid;

    /// <summary>Start of a shot, in which feedback is quicker and every better solution is taken up.</summary>
    private const double EarlySeconds = 2;
    private const double EarlyFactor = 0.25;

    /// <summary>Size of a grade from which it is steered wholly.</summary>
    private const double SteeredFrom = 0.05;

    /// <summary>Size of a grade below which feedback teaches less: there is more noise than effect.</summary>
    private const double LeastLearnedFrom = 0.25;

    /// <summary>Scenes darker than this, or of less coverage, are left to the grade alone: there is nothing to steer by.</summary>
    private const double LeastBrightness = 0.02;

    /// <summary>A solution is held until a new one is better by this, in units that just show; then it moves for a time.</summary>
    private const double Seen = 1;

    private static readonly TimeSpan MovesFor = TimeSpan.FromSeconds(0.5);

    private readonly MoodSteeringOptions _options;
    private readonly SceneCells _cells = new();
    private readonly SteeringSolver _solver;
    private SteeringOffsets _offsets;
    private SteeringOffsets _wanted;
    private MoodShift _residual;
    private MoodShift _bakeResidual;
    private TimeSpan _shotAt;
    private TimeSpan _sceneAt;
    private TimeSpan _outputAt;
    private TimeSpan _steeredAt;
    private TimeSpan _movesUntil;
    private MoodGrade _aimedMood;
    private bool _hasScene;
    private bool _snap;

    /// <summary>Creates a steering that has seen nothing, for the neutral mood.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public MoodSteering(MoodSteeringOptions? options = null)
    {
        _options = (options ?? new MoodSteeringOptions()).Checked();
        _solver = new SteeringSolver(_cells.Model, _options.SkinProtection);
    }

    /// <summary>The mood's grade at the strength that is wanted now.</summary>
    public MoodGrade Mood { get; set; }

    /// <summary>The look of the scene, smoothed within the shot; only brightness, colorfulness and hue are set.</summary>
    public VisualAttributes Scene => _hasScene ? _cells.Model.Look : default;

    /// <summary>The shift that the scene shall get from the mood.</summary>
    public MoodShift Target => _hasScene ? MoodTarget.Of(Mood).For(Scene) : default;

    /// <summary>Takes a measurement of the scene, before grading.</summary>
    /// <param name="scene">Sums with <see cref="RequiredSet"/>.</param>
    /// <param name="at">The frame's time. A time before the last one counts as the last one.</param>
    /// <param name="isNewShot">Whether a shot begins here: what was learned of the last one is dropped.</param>
    /// <exception cref="ArgumentException">The sums lack a set.</exception>
    public void ObserveScene(AttributeSums scene, TimeSpan at, bool isNewShot = false)
    {
        Check(scene, nameof(scene));
        if (isNewShot || !_hasScene)
        {
            _cells.Reset();
            (_residual, _bakeResidual) = (default, default);
            (_shotAt, _sceneAt, _outputAt, _snap) = (at, at, at, true);
        }

        if (scene.Weight > 0)
        {
            _cells.Add(scene, HalfLife.Remaining(at - _sceneAt, _options.SceneSeconds));
            _hasScene = true;
        }

        _sceneAt = Later(at, _sceneAt);
    }

    /// <summary>Takes the measurements of one frame before and after grading.</summary>
    /// <param name="scene">Before, with <see cref="RequiredSet"/>.</param>
    /// <param name="output">After.</param>
    /// <param name="applied">The table that the frame went through, also one on its way from one grade to another.</param>
    /// <param name="at">The frame's time.</param>
    /// <exception cref="ArgumentException">The sums lack a set.</exception>
    public void ObserveOutput(AttributeSums scene, AttributeSums output, GradeLut applied, TimeSpan at)
    {
        Check(scene, nameof(scene));
        Check(output, nameof(output));
        ArgumentNullException.ThrowIfNull(applied);
        if (!_hasScene || at < _shotAt || scene.Weight <= 0 || output.Weight <= 0)
        {
            return;
        }

        MoodShift measured = SteeringSolver.Shift(VisualAttributes.FromSums(scene), VisualAttributes.FromSums(output));
        MoodShift predicted = _solver.Predict(applied);
        bool isFirst = _outputAt == _shotAt;
        double halfLife = _options.FeedbackSeconds * ((at - _shotAt).TotalSeconds < EarlySeconds ? EarlyFactor : 1);
        double left = isFirst ? 0.5 : HalfLife.Remaining(at - _outputAt, halfLife);

        // What the prediction misses grows with the grade, so it is kept for a grade of size 1 and fits a mood that fades.
        double share = 1 / Math.Max(LeastLearnedFrom, Size(Mood));
        _residual = new MoodShift(
            Approach(_residual.Brightness, share * (measured.Brightness - predicted.Brightness), left),
            Approach(_residual.Colorfulness, share * (measured.Colorfulness - predicted.Colorfulness), left),
            Approach(_residual.HueDegrees, share * MoodShift.Turn(measured.HueDegrees - predicted.HueDegrees), left));
        _outputAt = Later(at, _outputAt);
    }

    /// <summary>Takes the table that was baked for a grade of <see cref="Steer"/>: what the lattice, or looks that were baked with the grade, make of the
    /// scene's colours beside the grade itself.</summary>
    /// <param name="grade">The grade.</param>
    /// <param name="baked">Its table.</param>
    public void ObserveBake(in MoodGrade grade, GradeLut baked)
    {
        ArgumentNullException.ThrowIfNull(baked);
        if (_hasScene)
        {
            MoodShift exact = _solver.Predict(grade), through = _solver.Predict(baked);
            _bakeResidual = new MoodShift(
                through.Brightness - exact.Brightness,
                through.Colorfulness - exact.Colorfulness,
                MoodShift.Turn(through.HueDegrees - exact.HueDegrees));
        }
    }

    /// <summary>The grade to bake now.</summary>
    /// <param name="at">The time of the frames that it is for.</param>
    public MoodGrade Steer(TimeSpan at)
    {
        MoodGrade mood = Mood.Clamp();
        if (mood.IsNeutral)
        {
            (_offsets, _wanted, _snap) = (default, default, true);
            return mood;
        }

        if (_hasScene && Scene.Brightness >= LeastBrightness)
        {
            Aim(mood, at);
        }

        // Offsets are smoothed for a grade of size 1, so that they fade with the mood, and the way to neutral has no step at its end.
        double left = _snap ? 0 : HalfLife.Remaining(at - _steeredAt, _options.GradeSeconds), size = Math.Max(SteeredFrom, Size(mood));
        SteeringOffsets wanted = _wanted.Scale(1 / size);
        for (int i = 0; i < SteeringOffsets.Count; i++)
        {
            _offsets[i] = Approach(_offsets[i], wanted[i], left);
        }

        (_steeredAt, _snap) = (Later(at, _steeredAt), false);
        return _offsets.Scale(size * Math.Min(1, Size(mood) / SteeredFrom)).Apply(mood);
    }

    /// <summary>Forgets scene and output, as for another clip; the mood stays.</summary>
    public void Reset()
    {
        _cells.Reset();
        (_offsets, _wanted, _residual, _bakeResidual) = (default, default, default, default);
        (_shotAt, _sceneAt, _outputAt, _steeredAt, _movesUntil) = (default, default, default, default, default);
        (_hasScene, _snap, _aimedMood) = (false, false, default);
    }

    /// <summary>Solves, and holds the solution: only what would be seen moves it again, for a while.</summary>
    private void Aim(in MoodGrade mood, TimeSpan at)
    {
        double size = Size(mood);
        var residual = SteeringSolver.Bound(new MoodShift(
            _residual.Brightness * size + _bakeResidual.Brightness,
            _residual.Colorfulness * size + _bakeResidual.Colorfulness,
            _residual.HueDegrees * size + _bakeResidual.HueDegrees));
        SteeringOffsets solved = _solver.Solve(mood, residual, _wanted, _snap);
        bool isNew = mood != _aimedMood || (at - _shotAt).TotalSeconds < EarlySeconds;
        if (isNew || _solver.Distance(mood, solved, _wanted) > Seen)
        {
            _movesUntil = at + MovesFor;
        }

        _aimedMood = mood;
        _wanted = at <= _movesUntil ? solved : _wanted;
    }

    /// <summary>How much a grade does: some 1 to 3 for a mood at full strength, 0 for neutral.</summary>
    private static double Size(in MoodGrade grade) =>
        Math.Abs(grade.Brightness) / MoodGrade.MaxBrightness + Math.Abs(grade.Colorfulness) + Math.Abs(grade.Contrast)
        + Math.Abs(grade.WarmCool) + Math.Abs(grade.HueRotationDegrees) / MoodGrade.MaxHueRotationDegrees
        + (grade.Tint.Amount + grade.Shadows.Amount + grade.Highlights.Amount) / MoodGrade.MaxTint;

    private static double Approach(double from, double to, double left) => to + (from - to) * left;

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static void Check(AttributeSums sums, string name)
    {
        ArgumentNullException.ThrowIfNull(sums, name);
        if ((sums.Set & RequiredSet) != RequiredSet)
        {
            throw new ArgumentException($"Steering needs {RequiredSet}, but the sums have {sums.Set}.", name);
        }
    }
}
