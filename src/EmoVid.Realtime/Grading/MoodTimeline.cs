namespace EmoVid.Realtime;

/// <summary>Moods over the time of a clip: at each key the mix and the strength turn to that key's, exponentially as in <see cref="EmotionSignal"/>.</summary>
/// <remarks>What holds at a time depends on the time alone. Before the first key it is neutral at full strength. Immutable; any number of threads.</remarks>
public sealed class MoodTimeline
{
    /// <summary>Time constants in a transition: e⁻³ leaves 5 % of the way, as in <see cref="EmotionSignal"/>.</summary>
    private const double TimeConstants = 3;

    private readonly MoodTimelineKey[] _keys;

    /// <summary>What is shown when each key begins.</summary>
    private readonly (EmotionMix Mix, float Strength)[] _starts;

    /// <summary>Creates a timeline.</summary>
    /// <param name="keys">At least one, each later than the one before.</param>
    /// <exception cref="ArgumentException">There is no key, one is not later than the one before, or a value is outside its range.</exception>
    public MoodTimeline(IEnumerable<MoodTimelineKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = [.. keys];
        if (_keys.Length == 0)
        {
            throw new ArgumentException("A timeline has at least one key.", nameof(keys));
        }

        _starts = new (EmotionMix, float)[_keys.Length];
        (EmotionMix Mix, float Strength) shown = (EmotionMix.Neutral, 1f);
        for (int i = 0; i < _keys.Length; i++)
        {
            MoodTimelineKey key = _keys[i];
            if (key.Time < (i == 0 ? TimeSpan.Zero : _keys[i - 1].Time + TimeSpan.FromTicks(1)))
            {
                throw new ArgumentException($"Key {i + 1} is not later than the one before, or before 0.", nameof(keys));
            }

            if (!(key.TransitionSeconds >= 0 && double.IsFinite(key.TransitionSeconds) && key.Strength is >= 0f and <= 1f))
            {
                throw new ArgumentException($"Key {i + 1} has a transition below 0 or a strength outside 0-1.", nameof(keys));
            }

            shown = i == 0 ? shown : Shown(i - 1, key.Time);
            _starts[i] = shown;
        }
    }

    /// <summary>The keys by time.</summary>
    public IReadOnlyList<MoodTimelineKey> Keys => _keys;

    /// <summary>Reads a timeline's file; <c>docs/moods.md</c> describes it.</summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="MoodException">The file cannot be read or is no timeline; one line says where.</exception>
    public static MoodTimeline Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MoodException($"Reading the timeline '{path}': found that it cannot be read ({exception.Message.TrimEnd('.')}), expected a JSON file; check the name", exception);
        }

        return MoodTimelineReader.Read(path, json);
    }

    /// <summary>The mix at a time.</summary>
    public EmotionMix MixAt(TimeSpan time) => At(time).Mix;

    /// <summary>The strength at a time, 0 to 1.</summary>
    public float StrengthAt(TimeSpan time) => At(time).Strength;

    private (EmotionMix Mix, float Strength) At(TimeSpan time)
    {
        int index = _keys.Length - 1;
        while (index >= 0 && _keys[index].Time > time)
        {
            index--;
        }

        return index < 0 ? (EmotionMix.Neutral, 1f) : Shown(index, time);
    }

    private (EmotionMix Mix, float Strength) Shown(int index, TimeSpan time)
    {
        MoodTimelineKey key = _keys[index];
        (EmotionMix mix, float strength) = _starts[index];
        double remaining = key.TransitionSeconds == 0 ? 0 : Math.Exp(-TimeConstants * (time - key.Time).TotalSeconds / key.TransitionSeconds);
        var way = (float)(1 - remaining);
        return way >= 1f ? (key.Mix, key.Strength) : (EmotionMix.Lerp(mix, key.Mix, way), strength + (key.Strength - strength) * way);
    }
}
