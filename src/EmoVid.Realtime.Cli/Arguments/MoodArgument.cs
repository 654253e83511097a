using System.CommandLine;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The options that name moods; Core reads them and words what is wrong with them.</summary>
internal static class MoodArgument
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.5);

    public static Option<string> Create(bool isRequired = true) => new("--mood", "-m")
    {
        Description = $"Moods, for example sadness:0.7,awe:0.3; names: {string.Join(", ", EmotionNames.All)}, {EmotionNames.Neutral}, and those of --moods",
        HelpName = "NAME[:WEIGHT],…",
        Required = isRequired,
    };

    public static Option<DirectoryInfo?> Folder() => new("--moods")
    {
        Description = "Folder of moods (.json) and looks (.cube) of one's own; names of ours replace ours",
        HelpName = "FOLDER",
    };

    public static Option<double> SkinProtection() => SharedOptions.Number("--protect-skin", "How much of the mood is kept from skin tones", 0, 0, 1);

    /// <summary>The eight moods, and the folder's if one is named.</summary>
    /// <exception cref="MoodException">The folder or one of its files cannot be read.</exception>
    public static MoodLibrary Open(DirectoryInfo? folder) => folder is null ? MoodLibrary.BuiltIn : MoodLibrary.Open(folder.FullName);

    /// <summary>The same, and changed files are taken up while it runs. A broken one keeps the mood it held, and is one line on <paramref name="error"/>.</summary>
    /// <exception cref="MoodException">The folder or one of its files cannot be read at the start.</exception>
    public static MoodLibrary OpenAndWatch(DirectoryInfo? folder, TextWriter error)
    {
        if (folder is null)
        {
            return MoodLibrary.BuiltIn;
        }

        bool isOpen = false;
        MoodLibrary library = MoodLibrary.Open(folder.FullName, line => Report(isOpen ? error : throw new MoodException(line), line));
        isOpen = true;
        library.Watch(LookInterval);
        return library;
    }

    /// <summary>Reads the moods that were named; unknown names are known only now that the folder is read.</summary>
    /// <exception cref="BadArgumentException">The text is no mix of moods.</exception>
    public static GradeRecipe Read(MoodLibrary library, string text)
    {
        try
        {
            return library.Parse(text);
        }
        catch (EmoVidException failure)
        {
            throw new BadArgumentException($"reading --mood: {failure.Message}");
        }
    }

    private static void Report(TextWriter error, string line)
    {
        error.WriteLine($"emovid: {line}");
        error.Flush();
    }
}
