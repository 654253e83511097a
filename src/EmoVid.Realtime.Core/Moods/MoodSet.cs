namespace EmoVid.Realtime;

/// <summary>The moods of one moment, by name and by emotion. A library swaps whole sets, so that a reader never sees half a change.</summary>
internal sealed class MoodSet
{
    private readonly Dictionary<string, Mood> _byName;

    public MoodSet(IEnumerable<Mood> moods)
    {
        _byName = moods.ToDictionary(mood => mood.Name, StringComparer.OrdinalIgnoreCase);
        ByEmotion = [.. EmotionNames.All.Select(name => _byName[name])];

        // The eight first and in their own order, then the user's by name.
        Sorted = [.. ByEmotion, .. _byName.Values.Where(mood => !ByEmotion.Contains(mood)).OrderBy(mood => mood.Name, StringComparer.Ordinal)];
    }

    public Mood[] ByEmotion { get; }

    public Mood[] Sorted { get; }

    public Mood? Find(string name) => _byName.GetValueOrDefault(name);
}
