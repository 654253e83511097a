namespace EmoVid.Realtime;

/// <summary>The moods at hand: the eight that come with the SDK, and those of a user's folder, which may replace ours by bearing their names.</summary>
/// <remarks>
/// <para>A folder's moods are its <c>*.json</c> files (schema <c>moods/mood.schema.json</c>) and its <c>*.cube</c> files, each a mood named like the file.
/// <see cref="Refresh"/> reads what has changed since; a file that cannot be read keeps the mood it held before, and is reported in one line.</para>
/// <para>Reading (<see cref="Grade"/>, <see cref="Compose(in EmotionMix, GradeRecipe)"/>, <see cref="Find"/>) may be done from any number of threads while one
/// thread refreshes; each call sees one whole set of moods.</para>
/// </remarks>
public sealed class MoodLibrary : IDisposable
{
    private static readonly Mood[] Eight = ReadBuiltIn();

    private readonly MoodFolder? _folder;
    private readonly Action<string>? _report;
    private readonly Lock _refreshing = new();
    private Timer? _timer;
    private MoodSet _set;
    private int _version;

    private MoodLibrary(MoodFolder? folder, Action<string>? report)
    {
        _folder = folder;
        _report = report;
        _set = new MoodSet(Eight);
    }

    /// <summary>The eight moods of the SDK.</summary>
    public static MoodLibrary BuiltIn { get; } = new(null, null);

    /// <summary>The moods of this moment: the eight emotions' in <see cref="Emotion"/> order, then the user's by name.</summary>
    public IReadOnlyList<Mood> Moods => Volatile.Read(ref _set).Sorted;

    /// <summary>Grows whenever a mood has changed, so that a bake knows when it is stale.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Opens a folder of moods beside the eight.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="report">Takes one line for each file that cannot be read, here and on refreshing, on the thread that reads; may be null.</param>
    /// <exception cref="MoodException">The folder cannot be read, or one of its files is no mood (unless <paramref name="report"/> takes the
    /// line).</exception>
    public static MoodLibrary Open(string folder, Action<string>? report = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var library = new MoodLibrary(new MoodFolder(folder), report ?? (line => throw new MoodException(line)));
        library.Refresh();
        return library;
    }

    /// <summary>Reads the files of the folder that have changed, and forgets those that are gone.</summary>
    /// <returns>Whether a mood has changed.</returns>
    /// <exception cref="MoodException">A file is no mood and the library was opened without a reporter.</exception>
    public bool Refresh()
    {
        if (_folder is null)
        {
            return false;
        }

        lock (_refreshing)
        {
            bool changed = _folder.Read(_report!);
            if (changed)
            {
                IEnumerable<Mood> own = Eight.Where(mood => !_folder.Moods.ContainsKey(mood.Name));
                Volatile.Write(ref _set, new MoodSet(own.Concat(_folder.Moods.Values)));
                Interlocked.Increment(ref _version);
            }

            return changed;
        }
    }

    /// <summary>Refreshes by itself from now on, on a thread of the pool.</summary>
    /// <param name="interval">How often the folder is looked at; half a second is soon enough for a person.</param>
    /// <exception cref="InvalidOperationException">The library has no folder, or no reporter to tell of a broken edit.</exception>
    public void Watch(TimeSpan interval)
    {
        if (_folder is null)
        {
            throw new InvalidOperationException("The eight built-in moods do not change; open a folder to watch.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _timer?.Dispose();
        _timer = new Timer(_ => RefreshQuietly(), null, interval, interval);
    }

    /// <summary>Finds a mood by name, in any case.</summary>
    public Mood? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Volatile.Read(ref _set).Find(name);
    }

    /// <summary>The parameters for a mix of emotions: each emotion's, times its weight and the intensity. The neutral mix gives exactly
    /// <see cref="MoodGrade.Neutral"/>, and the grade is linear in weights and intensity, so that a smooth mix is a smooth grade. Looks are not
    /// part of it; see <see cref="Compose(in EmotionMix, GradeRecipe)"/>.</summary>
    public MoodGrade Grade(in EmotionMix mix)
    {
        Mood[] moods = Volatile.Read(ref _set).ByEmotion;
        MoodGrade sum = default;
        for (int i = 0; i < moods.Length; i++)
        {
            float weight = mix[(Emotion)i] * mix.Intensity;
            if (weight > 0f)
            {
                sum += moods[i].Grade * weight;
            }
        }

        return sum;
    }

    /// <summary>Writes the recipe for a mix of emotions: parameters and looks.</summary>
    public void Compose(in EmotionMix mix, GradeRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        Mood[] moods = Volatile.Read(ref _set).ByEmotion;
        recipe.Clear();
        for (int i = 0; i < moods.Length; i++)
        {
            recipe.Add(moods[i], mix[(Emotion)i] * mix.Intensity);
        }
    }

    /// <summary>The recipe for a text such as <c>sadness:0.7,nostalgia:0.3</c>: names of moods in any case, each with a weight (1 if left out), point as decimal
    /// separator. Where the weights, neutral's included, sum to more than 1, all are divided by the sum; else neutral takes the rest.</summary>
    /// <exception cref="EmoVidException">The text is no mix of moods; the line says which part is wrong and lists the names.</exception>
    public GradeRecipe Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Mood[] moods = Volatile.Read(ref _set).Sorted;
        double[] weights = new double[moods.Length];
        WeightedNames.Read(text, "mood", [.. moods.Select(mood => mood.Name)], weights);
        var recipe = new GradeRecipe();
        for (int i = 0; i < moods.Length; i++)
        {
            recipe.Add(moods[i], (float)weights[i]);
        }

        return recipe;
    }

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer?.Dispose();

    private void RefreshQuietly()
    {
        try
        {
            Refresh();
        }
        catch (EmoVidException)
        {
            // Without a reporter there is nobody to tell; the last good moods stay.
        }
    }

    private static Mood[] ReadBuiltIn() => [.. EmotionNames.All.Select(name =>
    {
        string file = $"{name}.json";
        using Stream stream = typeof(MoodLibrary).Assembly.GetManifestResourceStream($"moods/{file}")
            ?? throw new InvalidOperationException($"The assembly lacks its mood {file}.");
        byte[] json = new byte[stream.Length];
        stream.ReadExactly(json);
        return MoodReader.Read(file, json);
    })];
}
