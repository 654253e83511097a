namespace EmoVid.Realtime.Generation;

/// <summary>Leads from the act that is shown to another one: what is shown is the new act plus a difference that dies away as a critically
/// damped spring.</summary>
/// <remarks>
/// The difference starts with the value and the speed that the two acts differ by at the moment of the change, so what is shown goes on
/// without a jump and without a kink whenever the change comes, in the middle of another one too (the idea of inertialization: D. Bollo,
/// "Inertialization: High-Performance Animation Transitions in Gears of War", GDC 2018). One thread at a time.
/// </remarks>
internal sealed class CodeTransition(int codeSize)
{
    /// <summary>Angular frequency of the spring, 1/s: without a difference of speed, 60 % of a change is shown after 150 ms and 95 % after
    /// 0.35 s, and no moment shows more than ω/e = 5.0 times the change a second.</summary>
    public const double Frequency = 13.5;

    private readonly float[] _difference = new float[codeSize];
    private readonly float[] _speed = new float[codeSize];
    private double _begun;
    private bool _isActive;

    /// <summary>Forgets the difference.</summary>
    public void Clear() => _isActive = false;

    /// <summary>Begins at a time. Both acts are given by value and speed, in codes and codes a second.</summary>
    public void Begin(double seconds, ReadOnlySpan<float> shown, ReadOnlySpan<float> shownSpeed, ReadOnlySpan<float> next, ReadOnlySpan<float> nextSpeed)
    {
        (_begun, _isActive) = (seconds, true);
        for (int i = 0; i < _difference.Length; i++)
        {
            _difference[i] = shown[i] - next[i];
            _speed[i] = shownSpeed[i] - nextSpeed[i];
        }
    }

    /// <summary>Adds what is left of the difference to the new act's value and, where asked for, to its speed.</summary>
    public void Add(double seconds, Span<float> code, Span<float> speed = default)
    {
        double elapsed = seconds - _begun;
        if (!_isActive || elapsed < 0)
        {
            return;
        }

        float decay = (float)Math.Exp(-Frequency * elapsed), t = (float)elapsed;
        for (int i = 0; i < code.Length; i++)
        {
            float rise = _speed[i] + (float)Frequency * _difference[i];
            code[i] += (_difference[i] + rise * t) * decay;
            if (!speed.IsEmpty)
            {
                speed[i] += (rise - (float)Frequency * (_difference[i] + rise * t)) * decay;
            }
        }
    }
}
