namespace EmoVid.Realtime.Tests.Shared;

/// <summary>Files of the repository that tests read, found upward from the test's own folder.</summary>
internal static class CommittedFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>One of the demo's stills.</summary>
    public static string Still(string name) => Path.Combine(Root, "samples", "stickers", name);

    /// <summary>The reference pack; the tests fail without one.</summary>
    public static string Pack => Directory.EnumerateDirectories(Path.Combine(Root, "models"))
        .Where(folder => File.Exists(Path.Combine(folder, "manifest.json")))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault() ?? throw new InvalidOperationException("No model pack under models/.");

    /// <summary>The judges of <c>emovid eval</c>.</summary>
    public static string Judges => Path.Combine(Root, "models", "eval", "judges-1");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EmoVid.Realtime.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No EmoVid.Realtime.sln above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}
