namespace EmoVid.Realtime.Generation;

/// <summary>A planned act that repeats without a seam: motion codes on a circle of time. Immutable; any thread.</summary>
public sealed class MotionLoop
{
    private readonly float[] _codes;

    internal MotionLoop(float[] codes, int codeSize, double seconds)
    {
        _codes = codes;
        CodeSize = codeSize;
        Seconds = seconds;
    }

    /// <summary>Codes on the circle.</summary>
    public int Frames => _codes.Length / CodeSize;

    /// <summary>Numbers in one code.</summary>
    public int CodeSize { get; }

    /// <summary>Length of one round, in seconds.</summary>
    public double Seconds { get; }

    /// <summary>The code of one frame, as the motion network gave it.</summary>
    /// <param name="frame">0 to <see cref="Frames"/> - 1.</param>
    public ReadOnlySpan<float> this[int frame]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(frame);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Frames);
            return _codes.AsSpan(frame * CodeSize, CodeSize);
        }
    }

    /// <summary>The code at any time, interpolated; the loop repeats before 0 and after <see cref="Seconds"/>.</summary>
    /// <param name="seconds">A finite time.</param>
    /// <param name="code">Receives <see cref="CodeSize"/> numbers.</param>
    public void Evaluate(double seconds, Span<float> code)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(code.Length, CodeSize);
        if (!double.IsFinite(seconds))
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "Time is a finite number of seconds.");
        }

        double rounds = seconds / Seconds;
        double position = (rounds - Math.Floor(rounds)) * Frames;
        int frame = (int)position;
        CodeCurve.Evaluate(At(frame - 1), At(frame), At(frame + 1), At(frame + 2), (float)(position - frame), code);
    }

    private ReadOnlySpan<float> At(int frame) => _codes.AsSpan((frame + Frames) % Frames * CodeSize, CodeSize);
}
