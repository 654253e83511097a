using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace EmoVid.Realtime;

/// <summary>A blend of the eight emotions with neutral, and how intensely it is acted.</summary>
/// <remarks>Weights are at least 0 and sum to at most 1; neutral is the rest. Given weights that sum to more than 1 are divided
/// by their sum. The default value is <see cref="Neutral"/>. Immutable; any number of threads.</remarks>
public readonly struct EmotionMix : IEquatable<EmotionMix>
{
    private const double SumTolerance = 1e-6;

    private readonly EightWeights _weights;

    /// <summary>Bits of the intensity, XORed with those of 1, so that the default value has intensity 1.</summary>
    private readonly int _intensityBits;

    private EmotionMix(ReadOnlySpan<float> weights, float intensity)
    {
        weights.CopyTo(_weights);

        // Adding 0 turns -0 into 0, so that equal intensities have equal bits.
        _intensityBits = BitConverter.SingleToInt32Bits(intensity + 0f) ^ BitConverter.SingleToInt32Bits(1f);
    }

    /// <summary>No emotion.</summary>
    public static EmotionMix Neutral => default;

    /// <summary>How intensely the mix is acted, 0-1.</summary>
    public float Intensity => BitConverter.Int32BitsToSingle(_intensityBits ^ BitConverter.SingleToInt32Bits(1f));

    /// <summary>Weight of "no emotion", 0-1: what the eight leave.</summary>
    public float NeutralWeight => Math.Max(0f, 1f - Sum(Weights));

    /// <summary>Weight of one emotion, 0-1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the eight.</exception>
    public float this[Emotion emotion] => EmotionNames.IsDefined(emotion)
        ? _weights[(int)emotion]
        : throw new ArgumentOutOfRangeException(nameof(emotion), emotion, "Not one of the eight emotions.");

    [UnscopedRef]
    private ReadOnlySpan<float> Weights => _weights;

    /// <summary>One emotion; neutral takes the rest of the weight.</summary>
    /// <param name="emotion">The emotion.</param>
    /// <param name="weight">Above 0; more than 1 counts as 1.</param>
    /// <param name="intensity">0-1.</param>
    public static EmotionMix Of(Emotion emotion, float weight = 1f, float intensity = 1f)
    {
        Span<float> weights = stackalloc float[EmotionNames.Count];
        weights.Clear();
        weights[EmotionNames.IsDefined(emotion) ? (int)emotion : throw new ArgumentOutOfRangeException(nameof(emotion), emotion, "Not one of the eight emotions.")] = weight;
        return Create(weights, intensity);
    }

    /// <summary>A mix from weights in <see cref="Emotion"/> order.</summary>
    /// <param name="weights">Eight finite weights of at least 0, one of them above 0; divided by their sum if that exceeds 1.</param>
    /// <param name="intensity">0-1.</param>
    /// <exception cref="ArgumentException">Not eight weights, or all zero (that is <see cref="Neutral"/>, which has to be
    /// meant).</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite, or the intensity is outside
    /// 0-1.</exception>
    public static EmotionMix Create(ReadOnlySpan<float> weights, float intensity = 1f)
    {
        if (weights.Length != EmotionNames.Count)
        {
            throw new ArgumentException($"A mix takes {EmotionNames.Count} weights, but there are {weights.Length}.", nameof(weights));
        }

        // A sum in double: eight weights near the largest float must not overflow it.
        double sum = 0;
        foreach (float weight in weights)
        {
            sum += weight >= 0 && float.IsFinite(weight)
                ? weight
                : throw new ArgumentOutOfRangeException(nameof(weights), weight, "A weight is a finite number of at least 0.");
        }

        if (sum == 0)
        {
            throw new ArgumentException("All weights are zero; use EmotionMix.Neutral for no emotion.", nameof(weights));
        }

        CheckUnit(intensity, nameof(intensity));

        // The weights of a mix, read back, must give that mix again: eight rounded floats may sum to a few units in the last place more than 1.
        if (sum <= 1 + SumTolerance)
        {
            return new EmotionMix(weights, intensity);
        }

        Span<float> normalised = stackalloc float[EmotionNames.Count];
        for (int i = 0; i < normalised.Length; i++)
        {
            normalised[i] = (float)(weights[i] / sum);
        }

        return new EmotionMix(normalised, intensity);
    }

    /// <summary>Reads a mix such as <c>anger</c>, <c>anger:0.7,fear:0.3</c> or <c>sadness:1,neutral:1</c>: names in any case, each
    /// with a weight (1 if left out), point as decimal separator.</summary>
    /// <remarks>Where the weights, neutral's included, sum to more than 1, all are divided by the sum; else neutral takes the
    /// rest.</remarks>
    /// <param name="text">The text, from a command line or a file.</param>
    /// <param name="intensity">0-1.</param>
    /// <exception cref="EmoVidException">The text is not a mix; the line says which part is wrong and lists the names.</exception>
    public static EmotionMix Parse(string text, float intensity = 1f)
    {
        ArgumentNullException.ThrowIfNull(text);
        CheckUnit(intensity, nameof(intensity));
        Span<float> weights = stackalloc float[EmotionNames.Count];
        EmotionMixReader.Read(text, weights);
        return new EmotionMix(weights, intensity);
    }

    /// <summary>The mix for a point of the affect plane, at intensity 1; see <see cref="Circumplex"/>. Within the reachable octagon
    /// <see cref="ToValenceArousal"/> leads back to the point; beyond it, to the octagon's edge in the same direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is NaN or infinite.</exception>
    public static EmotionMix FromValenceArousal(ValenceArousal point)
    {
        if (!float.IsFinite(point.Valence) || !float.IsFinite(point.Arousal))
        {
            throw new ArgumentOutOfRangeException(nameof(point), point, "Valence and arousal are finite numbers.");
        }

        Span<float> weights = stackalloc float[EmotionNames.Count];
        Circumplex.Share(point.Valence, point.Arousal, weights);
        return new EmotionMix(weights, 1f);
    }

    /// <summary>The mean of the emotions' points on the <see cref="Circumplex"/>, weighted, times the intensity; neutral is the
    /// origin.</summary>
    public ValenceArousal ToValenceArousal()
    {
        float valence = 0, arousal = 0;
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            ValenceArousal point = Circumplex.PointOf((Emotion)i);
            valence += _weights[i] * point.Valence;
            arousal += _weights[i] * point.Arousal;
        }

        return new ValenceArousal(Intensity * valence, Intensity * arousal);
    }

    /// <summary>The mix on the straight way from one to another: every weight and the intensity change linearly.</summary>
    /// <param name="from">The mix at 0.</param>
    /// <param name="to">The mix at 1.</param>
    /// <param name="amount">0-1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is outside 0-1.</exception>
    public static EmotionMix Lerp(in EmotionMix from, in EmotionMix to, float amount)
    {
        CheckUnit(amount, nameof(amount));
        Span<float> weights = stackalloc float[EmotionNames.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Between(from._weights[i], to._weights[i], amount);
        }

        return new EmotionMix(weights, Between(from.Intensity, to.Intensity, amount));
    }

    /// <summary>The same mix acted with another intensity, 0-1.</summary>
    public EmotionMix WithIntensity(float intensity)
    {
        CheckUnit(intensity, nameof(intensity));
        return new EmotionMix(Weights, intensity);
    }

    /// <summary>Writes a model pack's conditioning vector: the eight weights in <see cref="Emotion"/> order, then neutral.</summary>
    /// <param name="destination">Nine floats; they sum to 1.</param>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length != EmotionNames.Count + 1)
        {
            throw new ArgumentException($"A conditioning vector has {EmotionNames.Count + 1} entries, but the destination has {destination.Length}.", nameof(destination));
        }

        Weights.CopyTo(destination);
        destination[EmotionNames.Count] = NeutralWeight;
    }

    /// <inheritdoc/>
    public bool Equals(EmotionMix other) => _intensityBits == other._intensityBits && Weights.SequenceEqual(other.Weights);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EmotionMix other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_intensityBits);
        foreach (float weight in Weights)
        {
            hash.Add(weight);
        }

        return hash.ToHashCode();
    }

    /// <summary>Equality of all weights and of the intensity.</summary>
    public static bool operator ==(EmotionMix left, EmotionMix right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(EmotionMix left, EmotionMix right) => !left.Equals(right);

    /// <summary>The weights above 0 as <see cref="Parse"/> reads them, for example <c>anger:0.7,fear:0.3</c>; the intensity is
    /// not part of it.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            if (_weights[i] > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{EmotionNames.All[i]}:{_weights[i]}"));
            }
        }

        return parts.Count == 0 ? EmotionNames.Neutral : string.Join(',', parts);
    }

    /// <summary>Clamped, since rounding may otherwise step over the end by one unit in the last place.</summary>
    private static float Between(float from, float to, float amount) => amount >= 1f
        ? to
        : Math.Clamp(from + (to - from) * amount, Math.Min(from, to), Math.Max(from, to));

    private static float Sum(ReadOnlySpan<float> values)
    {
        float sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static void CheckUnit(float value, string name)
    {
        if (!(value >= 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "Must be in 0-1.");
        }
    }

    [InlineArray(EmotionNames.Count)]
    private struct EightWeights
    {
        private float _first;
    }
}
