namespace EmoVid.Realtime;

/// <summary>Smooths attributes exponentially in time: the same result at any frame rate, also a varying one.</summary>
/// <remarks>
/// <para>A frame's look holds until the next frame, as it does on a screen. Between two frames the smoothed value approaches the held
/// one by the exact exponential, 1 − 2^(−t/half-life) of the way. So what comes out is a function of what was shown when, not of how
/// many frames showed it; and it may be asked for at any time after the last frame. The first frame's look is taken over as it is.</para>
/// <para>Hue is smoothed as its mean vector, direction and length together, so it takes the short way round and never crosses the wheel
/// through the wrong colours; where hues cancel, the resultant length says so.</para>
/// <para>An attribute that was not measured stays NaN; one that appears later starts at its first value. A frame of no
/// <see cref="VisualAttributes.Coverage"/> changes nothing but the coverage. Times follow <see cref="FrameClock"/>.</para>
/// <para>One thread at a time; allocates nothing after construction.</para>
/// </remarks>
public sealed class AttributeSmoother
{
    private readonly double[] _values = new double[AttributeVector.Length];
    private readonly double[] _targets = new double[AttributeVector.Length];
    private readonly double[] _halfLives;
    private FrameClock _clock;
    private bool _started;

    /// <summary>Creates a smoother.</summary>
    /// <param name="halfLives">Null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A half-life is negative or not finite.</exception>
    public AttributeSmoother(SmoothingHalfLives? halfLives = null)
    {
        _halfLives = AttributeVector.HalfLives((halfLives ?? SmoothingHalfLives.Default).Checked());
    }

    /// <summary>The smoothed look at the last frame; all NaN before the first.</summary>
    public VisualAttributes Current => AttributeVector.Unpack(_started ? _values : AttributeVector.Unknown);

    /// <summary>The smoothed look some time after the last frame, while that is still shown.</summary>
    /// <param name="elapsed">Time since the last frame, at least 0.</param>
    public VisualAttributes After(TimeSpan elapsed)
    {
        if (!_started)
        {
            return Current;
        }

        Span<double> values = stackalloc double[AttributeVector.Length];
        _values.CopyTo(values);
        Approach(values, elapsed);
        return AttributeVector.Unpack(values);
    }

    /// <summary>Takes the next frame.</summary>
    /// <param name="look">What the frame looks like.</param>
    /// <param name="at">When it appears.</param>
    public void Advance(in VisualAttributes look, TimeSpan at) => AdvanceBy(look, _clock.Advance(at));

    /// <summary>Forgets everything: the next frame's look is taken over as it is.</summary>
    public void Reset() => (_clock, _started) = (default, false);

    /// <summary>Takes a frame after a time that is known to be at least 0.</summary>
    internal void AdvanceBy(in VisualAttributes look, TimeSpan elapsed)
    {
        if (_started)
        {
            Approach(_values, elapsed);
        }

        Hold(look);
    }

    /// <summary>Takes over what is shown from now on, without having followed what was shown since the last frame.</summary>
    internal void Hold(in VisualAttributes look)
    {
        Span<double> fresh = stackalloc double[AttributeVector.Length];
        AttributeVector.Pack(look, fresh);
        if (_started && look.Coverage == 0)
        {
            _targets[AttributeVector.Coverage] = 0;
            Approach(_values, TimeSpan.Zero);
            return;
        }

        fresh.CopyTo(_targets);
        for (int i = 0; i < AttributeVector.Length; i++)
        {
            if (!_started || double.IsNaN(_values[i]) || double.IsNaN(fresh[i]))
            {
                _values[i] = fresh[i];
            }
        }

        _started = true;

        // No time takes nothing from a half-life, but all from one of 0.
        Approach(_values, TimeSpan.Zero);
    }

    private void Approach(Span<double> values, TimeSpan elapsed)
    {
        double halfLife = double.NaN, left = 1;
        for (int i = 0; i < values.Length; i++)
        {
            if (_halfLives[i] != halfLife)
            {
                halfLife = _halfLives[i];
                left = HalfLife.Remaining(elapsed, halfLife);
            }

            values[i] = _targets[i] + (values[i] - _targets[i]) * left;
        }
    }
}
