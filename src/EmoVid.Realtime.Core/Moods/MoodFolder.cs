namespace EmoVid.Realtime;

/// <summary>The moods of a folder, and what is known of each of its files, so that only what changed is read again.</summary>
internal sealed class MoodFolder(string folder)
{
    /// <summary>A mood's text is a page; more is something else.</summary>
    private const long MaxJsonBytes = 1 << 20;

    private readonly Dictionary<string, FileState> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mood> _moods = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The good moods by name.</summary>
    public IReadOnlyDictionary<string, Mood> Moods => _moods;

    /// <summary>Looks at the folder again.</summary>
    /// <param name="report">Takes a line for each file that cannot be read, once for each of its states.</param>
    /// <returns>Whether <see cref="Moods"/> changed.</returns>
    public bool Read(Action<string> report)
    {
        bool changed = false;
        var lines = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (FileInfo file in List())
        {
            seen.Add(file.Name);
            FileState? known = _files.GetValueOrDefault(file.Name);
            var stamp = new Stamp(file);
            if (known is not null && known.Stamp == stamp && !known.WaitsForLook(folder))
            {
                continue;
            }

            try
            {
                (Mood mood, string? look) = ReadFile(file);
                RequireUnclaimed(mood, file.Name, known);

                // A file that is being written while it is read has changed by now; the next look takes it whole.
                file.Refresh();
                if (new Stamp(file) == stamp)
                {
                    Accept(file.Name, stamp, mood, look);
                    changed = true;
                }
            }
            catch (EmoVidException e)
            {
                lines.Add(known?.Mood is null ? e.Message : $"{e.Message.TrimEnd('.')} (the mood stays as it was).");
                _files[file.Name] = new FileState(stamp, known?.Mood, null, default);
            }
        }

        foreach (string gone in _files.Keys.Where(name => !seen.Contains(name)).ToArray())
        {
            changed |= _files[gone].Mood is { } mood && _moods.Remove(mood.Name);
            _files.Remove(gone);
        }

        lines.ForEach(report);
        return changed;
    }

    private void Accept(string file, Stamp stamp, Mood mood, string? look)
    {
        if (_files.GetValueOrDefault(file)?.Mood is { } former)
        {
            _moods.Remove(former.Name);
        }

        _moods[mood.Name] = mood;
        _files[file] = new FileState(stamp, mood, look, look is null ? default : new Stamp(new FileInfo(Path.Combine(folder, look))));
    }

    private void RequireUnclaimed(Mood mood, string file, FileState? known)
    {
        if (known?.Mood?.Name != mood.Name && _moods.ContainsKey(mood.Name))
        {
            string other = _files.First(pair => pair.Value.Mood?.Name == mood.Name).Key;
            throw MoodException.Reading(file, $"the name '{mood.Name}', which '{other}' has", "a name of its own", "rename one of them");
        }
    }

    private FileInfo[] List()
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles()
                .Where(file => file.Extension is ".json" or ".cube" && !file.Name.EndsWith(".schema.json", StringComparison.Ordinal))
                .OrderBy(file => file.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MoodException($"Reading the moods of '{folder}': found {Described(e)}, expected a readable folder; choose another or change its permissions.", e);
        }
    }

    private (Mood Mood, string? Look) ReadFile(FileInfo file)
    {
        if (file.Extension == ".cube")
        {
            string name = Path.GetFileNameWithoutExtension(file.Name).ToLowerInvariant();
            return MoodReader.IsName(name)
                ? (new Mood(name, "", MoodGrade.Neutral, OpenLook(file.Name)), null)
                : throw MoodException.Reading(file.Name, "that its name is no mood's", "1-40 characters of a-z, 0-9, - and _, a letter first", "rename the file");
        }

        string? look = null;
        Mood mood = MoodReader.Read(file.Name, ReadBytes(file.Name, MaxJsonBytes), name =>
        {
            look = name;
            return OpenLook(name);
        });
        return (mood, look);
    }

    private GradeLut OpenLook(string name) => GradeLutBaker.Bake(CubeLut.Read(Path.Combine(folder, name)));

    private byte[] ReadBytes(string name, long most)
    {
        string path = Path.Combine(folder, name);
        try
        {
            long length = new FileInfo(path).Length;
            return length <= most ? File.ReadAllBytes(path) : throw MoodException.Reading(name, $"{length} bytes", $"at most {most}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw MoodException.Reading(name, Described(e), "a readable file", "change its permissions", e);
        }
    }

    private static string Described(Exception e) => e is DirectoryNotFoundException ? "no such folder" : e.Message.TrimEnd('.');

    /// <summary>What tells one state of a file from another without reading it.</summary>
    private readonly record struct Stamp(DateTime Written, long Length)
    {
        public Stamp(FileInfo file)
            : this(file.Exists ? file.LastWriteTimeUtc : default, file.Exists ? file.Length : -1)
        {
        }
    }

    private sealed record FileState(Stamp Stamp, Mood? Mood, string? Look, Stamp LookStamp)
    {
        /// <summary>Whether the look beside the mood's own file has changed.</summary>
        public bool WaitsForLook(string folder) => Look is not null && new Stamp(new FileInfo(Path.Combine(folder, Look))) != LookStamp;
    }
}
