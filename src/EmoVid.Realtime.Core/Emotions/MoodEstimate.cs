using System.Runtime.CompilerServices;

namespace EmoVid.Realtime;

/// <summary>What the look of a scene suggests: a weak, documented prior over the eight emotions, with its uncertainty. It speaks of
/// content, never of the people in it or before it.</summary>
/// <remarks>
/// <para><b>Valence and arousal.</b> Valdez and Mehrabian (J. Exp. Psychol. Gen. 123, 1994) give, for standardised variables,
/// pleasure = 0.69 B + 0.22 S and arousal = −0.31 B + 0.60 S. Here B and S are HSV brightness and saturation instead of Munsell value
/// and chroma (an approximation that is common in the field), standardised by the mean 1/2 and deviation 1/√12 of the uniform
/// distribution on [0, 1]: what is known of a value before anything is measured. Brightness lowering arousal is contested
/// (Wilms and Oberfeld 2018 find the opposite); the sign here is also that of the EmoVid paper.</para>
/// <para><b>Motion and cuts</b> raise arousal (the sign is Hanjalic and Xu's, IEEE TMM 7, 2005). Their weight, half of saturation's
/// each, is this project's own choice. Each enters as (x − r)/(x + r), in [−1, 1): motion is the luma change a second against
/// r = <see cref="ReferenceMotion"/>, the median of the sticker corpus (0.025 a frame at 24 a second); cuts a second against
/// r = <see cref="ReferenceCutRate"/>, one every 8.05 s, the mean length of EmoVid's film clips. What is not known adds nothing.</para>
/// <para><b>The eight.</b> The EmoVid paper reports that emotion explains less than 1 % of the attributes' variance
/// (η² &lt; 0.01). Eight Gaussian classes of unit variance whose means lie at a · <see cref="Circumplex.PointOf"/> have, over the two axes,
/// a mean η² of at most a²/2; with the bound itself, a = √0.02 = 0.141, and the posterior with equal priors is p ∝ exp(a · point ·
/// (valence, arousal)). So the distribution is flat on purpose: for any look whatever no emotion reaches
/// <see cref="MostProbability"/>.</para>
/// <para>The default value is the neutral look: all eight alike. Immutable; any number of threads; allocates nothing.</para>
/// </remarks>
public readonly struct MoodEstimate : IEquatable<MoodEstimate>
{
    /// <summary>What has to be said wherever an estimate is shown.</summary>
    public const string Caveat =
        "What the look of the content suggests, from brightness, saturation, motion and cuts; a weak prior (the EmoVid paper found that emotion explains less than 1 % of such attributes' variance), and no statement about any person.";

    /// <summary>Luma change a second, in units of black to white, that neither raises nor lowers arousal.</summary>
    public const double ReferenceMotion = 0.6;

    /// <summary>Cuts a second that neither raise nor lower arousal.</summary>
    public const double ReferenceCutRate = 1 / 8.05;

    /// <summary>No probability is above this.</summary>
    public const double MostProbability = 0.175;

    /// <summary>Share of variance that emotion is taken to explain.</summary>
    private const double EtaSquared = 0.01;

    /// <summary>Weight of motion and of cuts in arousal, each.</summary>
    private const double TemporalWeight = 0.3;

    private static readonly double Separation = Math.Sqrt(2 * EtaSquared);
    private static readonly double UniformDeviation = Math.Sqrt(1 / 12.0);

    private readonly EightLogits _logits;

    private MoodEstimate(double valence, double arousal)
    {
        (Valence, Arousal) = (valence, arousal);
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            ValenceArousal point = Circumplex.PointOf((Emotion)i);
            _logits[i] = Separation * (valence * point.Valence + arousal * point.Arousal);
        }
    }

    /// <summary>Predicted pleasure in standard deviations of the literature's judgements; 0 is neither. At most 1.6 either way.</summary>
    public double Valence { get; }

    /// <summary>Predicted arousal in standard deviations; 0 is neither. At most 2.2 either way.</summary>
    public double Arousal { get; }

    /// <summary>Uncertainty of the distribution in bits: 3 is all eight alike.</summary>
    public double EntropyBits
    {
        get
        {
            double bits = 0;
            for (int i = 0; i < EmotionNames.Count; i++)
            {
                double p = this[(Emotion)i];
                bits -= p * Math.Log2(p);
            }

            return bits;
        }
    }

    /// <summary>The emotion that the look suggests most, however little; the first of equals.</summary>
    public Emotion Leading
    {
        get
        {
            int best = 0;
            for (int i = 1; i < EmotionNames.Count; i++)
            {
                best = _logits[i] > _logits[best] ? i : best;
            }

            return (Emotion)best;
        }
    }

    /// <summary>Probability of one emotion; the eight sum to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the eight.</exception>
    public double this[Emotion emotion]
    {
        get
        {
            if (!EmotionNames.IsDefined(emotion))
            {
                throw new ArgumentOutOfRangeException(nameof(emotion), emotion, "Not one of the eight emotions.");
            }

            double sum = 0;
            for (int i = 0; i < EmotionNames.Count; i++)
            {
                sum += Math.Exp(_logits[i]);
            }

            return Math.Exp(_logits[(int)emotion]) / sum;
        }
    }

    /// <summary>Estimates from a look.</summary>
    /// <param name="brightness">Mean HSV value, 0-1 (<see cref="VisualAttributes.Brightness"/>).</param>
    /// <param name="saturation">Mean HSV saturation, 0-1 (<see cref="VisualAttributes.Colorfulness"/>).</param>
    /// <param name="motionPerSecond">Luma change a second, 0 or more (motion energy times frames a second); NaN when not known, as of a
    /// still.</param>
    /// <param name="cutsPerSecond">Cuts a second, 0 or more; NaN when not known, as of a still.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static MoodEstimate FromLook(double brightness, double saturation, double motionPerSecond = double.NaN, double cutsPerSecond = double.NaN)
    {
        double b = (CheckShare(brightness, nameof(brightness)) - 0.5) / UniformDeviation;
        double s = (CheckShare(saturation, nameof(saturation)) - 0.5) / UniformDeviation;
        double temporal = Against(motionPerSecond, ReferenceMotion, nameof(motionPerSecond)) + Against(cutsPerSecond, ReferenceCutRate, nameof(cutsPerSecond));
        return new MoodEstimate(0.69 * b + 0.22 * s, -0.31 * b + 0.60 * s + TemporalWeight * temporal);
    }

    /// <inheritdoc/>
    public bool Equals(MoodEstimate other) => Valence.Equals(other.Valence) && Arousal.Equals(other.Arousal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MoodEstimate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Valence, Arousal);

    /// <summary>Equality of valence and arousal, from which all else follows.</summary>
    public static bool operator ==(MoodEstimate left, MoodEstimate right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(MoodEstimate left, MoodEstimate right) => !left.Equals(right);

    private static double CheckShare(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be in 0-1.");

    private static double Against(double rate, double reference, string name) => double.IsNaN(rate)
        ? 0
        : rate < 0 ? throw new ArgumentOutOfRangeException(name, rate, "A rate is at least 0.")
        : double.IsPositiveInfinity(rate) ? 1 : (rate - reference) / (rate + reference);

    [InlineArray(EmotionNames.Count)]
    private struct EightLogits
    {
        private double _first;
    }
}
