namespace EmoVid.Realtime;

/// <summary>Lays one silhouette over another by the similarity (scale, turn, shift) that makes the squared difference of their alphas least, and says
/// how much of their union they share: what a body's motion may not change.</summary>
/// <remarks>Gauss–Newton with Levenberg's damping, from the alphas' centres and spreads and the best of eleven turns up to 52° either way. One thread at a time.</remarks>
internal sealed class SilhouetteRegistration
{
    private const int Iterations = 12;
    private const int Unknowns = 4;
    private const int FirstTurns = 5;
    private const double TurnStep = 0.18;

    private readonly int _side;
    private readonly float[] _reference;

    /// <param name="alpha">The reference, [side, side] in 0-1.</param>
    /// <param name="side">Its side.</param>
    public SilhouetteRegistration(ReadOnlySpan<float> alpha, int side)
    {
        _side = side;
        _reference = alpha.ToArray();
    }

    /// <summary>Intersection over union, at half opacity, of the reference and <paramref name="alpha"/> laid over it; 0 when either is empty.</summary>
    public double Overlap(ReadOnlySpan<float> alpha)
    {
        Moments from = MomentsOf(_reference), to = MomentsOf(alpha);
        if (from.Mass < 1e-3 || to.Mass < 1e-3)
        {
            return 0;
        }

        // The map p ↦ c + (a −b; b a)(p − c₀) takes reference points into the other picture; a and b carry scale and turn.
        Span<double> map = [to.Spread / from.Spread, 0, to.X - from.X, to.Y - from.Y];
        Turn(alpha, from, map);
        Refine(alpha, from, map);
        return IntersectionOverUnion(alpha, from, map);
    }

    /// <summary>Picks the turn to begin with: centre and spread say nothing of it, and the refinement finds only what is near.</summary>
    private void Turn(ReadOnlySpan<float> alpha, Moments centre, Span<double> map)
    {
        double scale = map[0], least = double.PositiveInfinity, best = 0;
        Span<double> trial = [0, 0, map[2], map[3]];
        for (int i = -FirstTurns; i <= FirstTurns; i++)
        {
            (trial[0], trial[1]) = (scale * Math.Cos(i * TurnStep), scale * Math.Sin(i * TurnStep));
            // Upright first among equals: a disc has no turn.
            double error = Accumulate(alpha, centre, trial, default, default) * (1 + 1e-3 * Math.Abs(i));
            if (error < least)
            {
                (least, best) = (error, i * TurnStep);
            }
        }

        (map[0], map[1]) = (scale * Math.Cos(best), scale * Math.Sin(best));
    }

    private void Refine(ReadOnlySpan<float> alpha, Moments centre, Span<double> map)
    {
        double damping = 1e-3;
        Span<double> normal = stackalloc double[Unknowns * Unknowns];
        Span<double> right = stackalloc double[Unknowns];
        Span<double> step = stackalloc double[Unknowns];
        Span<double> trial = stackalloc double[Unknowns];
        double error = Accumulate(alpha, centre, map, normal, right);
        for (int i = 0; i < Iterations; i++)
        {
            Solve(normal, right, damping, step);
            for (int k = 0; k < Unknowns; k++)
            {
                trial[k] = map[k] + step[k];
            }

            double next = Accumulate(alpha, centre, trial, default, default);
            if (next >= error)
            {
                damping *= 10;
                continue;
            }

            trial.CopyTo(map);
            damping = Math.Max(1e-6, damping / 5);
            error = Accumulate(alpha, centre, map, normal, right);
        }
    }

    /// <summary>The squared difference, and its normal equations where wanted.</summary>
    private double Accumulate(ReadOnlySpan<float> alpha, Moments centre, ReadOnlySpan<double> map, Span<double> normal, Span<double> right)
    {
        normal.Clear();
        right.Clear();
        double error = 0;
        Span<double> gradient = stackalloc double[Unknowns];
        for (int y = 0; y < _side; y++)
        {
            for (int x = 0; x < _side; x++)
            {
                double u = x - centre.X, v = y - centre.Y;
                double px = centre.X + map[0] * u - map[1] * v + map[2], py = centre.Y + map[1] * u + map[0] * v + map[3];
                (double value, double gx, double gy) = Sample(alpha, px, py);
                double difference = _reference[y * _side + x] - value;
                error += difference * difference;
                if (normal.IsEmpty || (gx == 0 && gy == 0))
                {
                    continue;
                }

                (gradient[0], gradient[1], gradient[2], gradient[3]) = (gx * u + gy * v, gy * u - gx * v, gx, gy);
                for (int i = 0; i < Unknowns; i++)
                {
                    right[i] += gradient[i] * difference;
                    for (int j = 0; j < Unknowns; j++)
                    {
                        normal[i * Unknowns + j] += gradient[i] * gradient[j];
                    }
                }
            }
        }

        return error;
    }

    private double IntersectionOverUnion(ReadOnlySpan<float> alpha, Moments centre, ReadOnlySpan<double> map)
    {
        int both = 0, either = 0;
        for (int y = 0; y < _side; y++)
        {
            for (int x = 0; x < _side; x++)
            {
                double u = x - centre.X, v = y - centre.Y;
                bool first = _reference[y * _side + x] >= 0.5f;
                bool second = Sample(alpha, centre.X + map[0] * u - map[1] * v + map[2], centre.Y + map[1] * u + map[0] * v + map[3]).Value >= 0.5;
                both += first && second ? 1 : 0;
                either += first || second ? 1 : 0;
            }
        }

        return either == 0 ? 0 : both / (double)either;
    }

    /// <summary>Bilinear value with its gradient; outside the picture there is nothing.</summary>
    private (double Value, double X, double Y) Sample(ReadOnlySpan<float> alpha, double x, double y)
    {
        int x0 = (int)Math.Floor(x), y0 = (int)Math.Floor(y);
        if (x0 < 0 || y0 < 0 || x0 + 1 >= _side || y0 + 1 >= _side)
        {
            return default;
        }

        double fx = x - x0, fy = y - y0;
        int at = y0 * _side + x0;
        double a = alpha[at], b = alpha[at + 1], c = alpha[at + _side], d = alpha[at + _side + 1];
        return ((a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy, (b - a) * (1 - fy) + (d - c) * fy, (c - a) * (1 - fx) + (d - b) * fx);
    }

    private static void Solve(ReadOnlySpan<double> normal, ReadOnlySpan<double> right, double damping, Span<double> solution)
    {
        Span<double> matrix = stackalloc double[Unknowns * (Unknowns + 1)];
        const int Stride = Unknowns + 1;
        for (int i = 0; i < Unknowns; i++)
        {
            normal.Slice(i * Unknowns, Unknowns).CopyTo(matrix[(i * Stride)..]);
            matrix[i * Stride + i] = matrix[i * Stride + i] * (1 + damping) + 1e-9;
            matrix[i * Stride + Unknowns] = right[i];
        }

        // The damped normal matrix is positive definite: elimination needs no pivots.
        for (int i = 0; i < Unknowns; i++)
        {
            for (int row = i + 1; row < Unknowns; row++)
            {
                double factor = matrix[row * Stride + i] / matrix[i * Stride + i];
                for (int k = i; k <= Unknowns; k++)
                {
                    matrix[row * Stride + k] -= factor * matrix[i * Stride + k];
                }
            }
        }

        for (int i = Unknowns - 1; i >= 0; i--)
        {
            double sum = matrix[i * Stride + Unknowns];
            for (int k = i + 1; k < Unknowns; k++)
            {
                sum -= matrix[i * Stride + k] * solution[k];
            }

            solution[i] = sum / matrix[i * Stride + i];
        }
    }

    private Moments MomentsOf(ReadOnlySpan<float> alpha)
    {
        double mass = 0, x = 0, y = 0, square = 0;
        for (int i = 0; i < alpha.Length; i++)
        {
            int column = i % _side, row = i / _side;
            mass += alpha[i];
            x += alpha[i] * column;
            y += alpha[i] * row;
            square += alpha[i] * ((double)column * column + (double)row * row);
        }

        double divisor = Math.Max(mass, 1e-9);
        (x, y) = (x / divisor, y / divisor);
        return new Moments(mass, x, y, Math.Sqrt(Math.Max(1e-6, square / divisor - x * x - y * y)));
    }

    private readonly record struct Moments(double Mass, double X, double Y, double Spread);
}
