using System.Numerics.Tensors;

namespace EmoVid.Realtime.Generation.Tests.ShippedMotion;

/// <summary>One loop of body codes on a circle of time, centred and divided by its own speed, so that neither tempo of the
/// whole nor size counts; compared at the best shift, so that phase does not count either.</summary>
internal sealed class Trajectory
{
    private readonly float[] _twice;
    private readonly int _length;
    private readonly float _power;

    /// <param name="codes">[frames, size] codes.</param>
    /// <param name="size">Numbers in a code.</param>
    /// <param name="scale">Typical size of each number over the training windows.</param>
    public Trajectory(ReadOnlySpan<float> codes, int size, ReadOnlySpan<float> scale)
    {
        int frames = codes.Length / size;
        float[] path = new float[frames * size];
        for (int d = 0; d < size; d++)
        {
            double mean = 0;
            for (int t = 0; t < frames; t++)
            {
                mean += codes[t * size + d];
            }

            for (int t = 0; t < frames; t++)
            {
                path[t * size + d] = (float)(codes[t * size + d] - mean / frames) / scale[d];
            }
        }

        double speed = 0;
        for (int i = 0; i < path.Length; i++)
        {
            double step = path[(i + size) % path.Length] - path[i];
            speed += step * step;
        }

        Speed = Math.Sqrt(speed / path.Length);
        TensorPrimitives.Divide(path, (float)Speed + 1e-6f, path);
        _length = path.Length;
        _power = TensorPrimitives.SumOfSquares(path) / _length;
        _twice = [.. path, .. path];
        Size = size;
    }

    /// <summary>Root mean square change from code to code, in units of <c>scale</c>, before the division by it.</summary>
    public double Speed { get; }

    private int Size { get; }

    /// <summary>Root mean square difference at the circular shift that makes it least.</summary>
    public double DistanceTo(Trajectory other)
    {
        ReadOnlySpan<float> mine = _twice.AsSpan(0, _length);
        float best = float.NegativeInfinity;
        for (int shift = 0; shift < _length; shift += Size)
        {
            best = Math.Max(best, TensorPrimitives.Dot(mine, other._twice.AsSpan(shift, _length)));
        }

        return Math.Sqrt(Math.Max(0, _power + other._power - 2 * best / _length));
    }
}
