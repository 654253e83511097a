namespace EmoVid.Realtime;

/// <summary>How often a target emotion was read as each of the eight.</summary>
/// <remarks>One thread at a time.</remarks>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts = new int[EmotionNames.Count * EmotionNames.Count];

    /// <summary>Readings of a target as another or the same emotion.</summary>
    public int this[Emotion target, Emotion read] => _counts[(int)target * EmotionNames.Count + (int)read];

    /// <summary>All readings.</summary>
    public int Total => _counts.Sum();

    /// <summary>Adds one reading.</summary>
    public void Add(Emotion target, Emotion read) => _counts[(int)target * EmotionNames.Count + (int)read]++;

    /// <summary>Readings of one target.</summary>
    public int CountOf(Emotion target) => Enumerable.Range(0, EmotionNames.Count).Sum(read => this[target, (Emotion)read]);

    /// <summary>Share of readings that are the target: EA-8. NaN without readings.</summary>
    public double Accuracy => Diagonal() / (double)Total;

    /// <summary>Mean over the targets that occur of their own share: every emotion counts alike, however many clips it has.</summary>
    public double BalancedAccuracy
    {
        get
        {
            double[] shares = [.. Enum.GetValues<Emotion>().Where(e => CountOf(e) > 0).Select(e => this[e, e] / (double)CountOf(e))];
            return shares.Length == 0 ? double.NaN : shares.Average();
        }
    }

    private int Diagonal() => Enumerable.Range(0, EmotionNames.Count).Sum(e => this[(Emotion)e, (Emotion)e]);
}
