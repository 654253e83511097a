namespace EmoVid.Realtime;

/// <summary>Finds the offsets of a mood's grade under which a scene's predicted shift, plus what feedback has taught, is the target's: damped
/// least squares (Gauss–Newton with Levenberg's damping) on a model of some colours.</summary>
/// <remarks>Brightness and colorfulness shifts are in log odds here, hue in degrees.</remarks>
internal sealed class SteeringSolver(SceneModel model, float skinProtection)
{
    private const int Residuals = 3;
    private const int Iterations = 12;

    // What counts as one unit of error: a step that just shows.
    private const double BrightnessUnit = 0.03, ColorfulnessUnit = 0.05, HueUnit = 3;

    /// <summary>Prices of offsets against errors: small, so that targets are reached, but enough to choose among grades that reach them. A mood's
    /// tints are what it is known by, so they are kept where the others will do.</summary>
    private static readonly double[] OffsetPrices = [0.01, 0.01, 0.06, 0.02];

    /// <summary>A hue beyond its target is what the mood's tints make of a pale scene; that is held back less than one that falls short.</summary>
    private const double OvershootPrice = 0.25;

    /// <summary>Where all targets are met within their units.</summary>
    private const double GoodCost = 3;

    private const double Probe = 0.05;

    /// <summary>Below this resultant length the scene's hue means little, and above the next it counts in full.</summary>
    private const double HuelessBelow = 0.1, HueWholeFrom = 0.2;

    /// <summary>Colorfulness from which hue counts in full. The hue of a nearly grey scene turns by any angle at a breath of tint.</summary>
    private const double PaleBelow = 0.15;

    /// <summary>The shift between two looks, brightness and colorfulness in log odds.</summary>
    public static MoodShift Shift(in VisualAttributes scene, in VisualAttributes output) => new(
        MoodTarget.LogOdds(output.Brightness) - MoodTarget.LogOdds(scene.Brightness),
        MoodTarget.LogOdds(output.Colorfulness) - MoodTarget.LogOdds(scene.Colorfulness),
        MoodShift.Turn(output.HueDegrees - scene.HueDegrees));

    /// <summary>Keeps what feedback claims within reason.</summary>
    public static MoodShift Bound(in MoodShift residual) => new(
        Math.Clamp(residual.Brightness, -1, 1),
        Math.Clamp(residual.Colorfulness, -2, 2),
        Math.Clamp(residual.HueDegrees, -60, 60));

    public MoodShift Predict(GradeLut lut) => Shift(model.Look, model.Predict(lut));

    public MoodShift Predict(in MoodGrade grade) => Shift(model.Look, model.Predict(grade, skinProtection));

    /// <summary>How far the predictions for two sets of offsets stand apart, in the units of errors: the largest of the three.</summary>
    public double Distance(in MoodGrade mood, SteeringOffsets a, SteeringOffsets b)
    {
        MoodShift first = Predict(a.Apply(mood)), second = Predict(b.Apply(mood));
        return Math.Max(
            Math.Abs(first.Brightness - second.Brightness) / BrightnessUnit,
            Math.Max(Math.Abs(first.Colorfulness - second.Colorfulness) / ColorfulnessUnit, Math.Abs(MoodShift.Turn(first.HueDegrees - second.HueDegrees)) / HueUnit));
    }

    /// <summary>The offsets.</summary>
    /// <param name="mood">The mood's grade.</param>
    /// <param name="residual">What measured shifts have beyond predicted ones.</param>
    /// <param name="offsets">Those of the last time.</param>
    /// <param name="startsAnew">Whether a shot or a mood begins, so that the offsets may jump.</param>
    public SteeringOffsets Solve(in MoodGrade mood, in MoodShift residual, SteeringOffsets offsets, bool startsAnew)
    {
        MoodTarget target = MoodTarget.Of(mood);
        double turn = target.TurnFor(model.Look.HueDegrees);
        var task = new Task(
            mood,
            new MoodShift(target.BrightnessLogOdds - residual.Brightness, target.ColorfulnessLogOdds - residual.Colorfulness, turn - residual.HueDegrees),
            turn,
            Math.Clamp((model.Look.HueResultantLength - HuelessBelow) / (HueWholeFrom - HuelessBelow), 0, 1) * Math.Min(1, model.Look.Colorfulness / PaleBelow));
        double cost = Descend(task, ref offsets);
        if (startsAnew && cost > GoodCost)
        {
            // Hue is an angle: with strong tints there may be a second valley, beyond the opposite hue. Within a shot the grade stays in its
            // own, since a scene between two would make it jump.
            SteeringOffsets other = SteeringOffsets.WeakTints;
            offsets = Descend(task, ref other) < cost ? other : offsets;
        }

        return offsets;
    }

    private double Descend(in Task task, ref SteeringOffsets offsets)
    {
        Span<double> errors = stackalloc double[Residuals], probed = stackalloc double[Residuals];
        Span<double> slopes = stackalloc double[Residuals * SteeringOffsets.Count];
        double damping = 0.01, cost = Errors(task, offsets, errors);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            for (int i = 0; i < SteeringOffsets.Count; i++)
            {
                SteeringOffsets beside = offsets;
                beside[i] += Probe;
                Errors(task, beside, probed);
                for (int r = 0; r < Residuals; r++)
                {
                    slopes[r * SteeringOffsets.Count + i] = (probed[r] - errors[r]) / Probe;
                }
            }

            SteeringOffsets next = SteeringOffsets.Clamp(Step(offsets, errors, slopes, damping));
            double nextCost = Errors(task, next, probed);
            if (nextCost < cost)
            {
                bool isSettled = cost - nextCost < 1e-9 * cost;
                (offsets, cost, damping) = (next, nextCost, damping * 0.3);
                probed.CopyTo(errors);
                if (isSettled)
                {
                    break;
                }
            }
            else
            {
                damping *= 10;
            }
        }

        return cost;
    }

    private double Errors(in Task task, SteeringOffsets offsets, Span<double> errors)
    {
        MoodShift shift = Predict(offsets.Apply(task.Mood));
        double beyond = MoodShift.Turn(shift.HueDegrees - task.Wanted.HueDegrees);
        errors[0] = (shift.Brightness - task.Wanted.Brightness) / BrightnessUnit;
        errors[1] = (shift.Colorfulness - task.Wanted.Colorfulness) / ColorfulnessUnit;
        errors[2] = task.HueWeight * beyond / HueUnit * (beyond * task.Turn > 0 ? OvershootPrice : 1);
        double cost = 0;
        foreach (double error in errors)
        {
            cost += error * error;
        }

        for (int i = 0; i < SteeringOffsets.Count; i++)
        {
            cost += OffsetPrices[i] * offsets[i] * offsets[i];
        }

        return cost;
    }

    /// <summary>Solves (JᵀJ + price + damping)·d = −(Jᵀe + price·x) by elimination; the matrix is positive definite.</summary>
    private static SteeringOffsets Step(SteeringOffsets offsets, ReadOnlySpan<double> errors, ReadOnlySpan<double> slopes, double damping)
    {
        const int N = SteeringOffsets.Count;
        Span<double> rows = stackalloc double[N * (N + 1)];
        rows.Clear();
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                for (int r = 0; r < Residuals; r++)
                {
                    rows[i * (N + 1) + j] += slopes[r * N + i] * slopes[r * N + j];
                }
            }

            rows[i * (N + 1) + i] += OffsetPrices[i] + damping;
            for (int r = 0; r < Residuals; r++)
            {
                rows[i * (N + 1) + N] -= slopes[r * N + i] * errors[r];
            }

            rows[i * (N + 1) + N] -= OffsetPrices[i] * offsets[i];
        }

        Eliminate(rows);
        for (int i = 0; i < N; i++)
        {
            offsets[i] += Math.Clamp(rows[i * (N + 1) + N], -1, 1);
        }

        return offsets;
    }

    private static void Eliminate(Span<double> rows)
    {
        const int N = SteeringOffsets.Count, Width = N + 1;
        for (int pivot = 0; pivot < N; pivot++)
        {
            double scale = 1 / rows[pivot * Width + pivot];
            for (int j = pivot; j < Width; j++)
            {
                rows[pivot * Width + j] *= scale;
            }

            for (int i = 0; i < N; i++)
            {
                double factor = rows[i * Width + pivot];
                if (i == pivot || factor == 0)
                {
                    continue;
                }

                for (int j = pivot; j < Width; j++)
                {
                    rows[i * Width + j] -= factor * rows[pivot * Width + j];
                }
            }
        }
    }

    private readonly record struct Task(MoodGrade Mood, MoodShift Wanted, double Turn, double HueWeight);
}
