namespace EmoVid.Realtime;

/// <summary>Finds the model pack that came with the program.</summary>
/// <remarks>Any thread. Looks at the disk: call it while starting.</remarks>
public static class ReferencePack
{
    private const string Folder = "models";

    /// <summary>The first pack, by name, below the nearest folder "models" at or above the program's own folder: beside a published
    /// program and in this repository alike.</summary>
    /// <returns>The pack's folder, or null where there is none.</returns>
    public static string? Find() => Below(Folder);

    /// <summary>The judges of an evaluation that came with the program, from the nearest folder "models/eval".</summary>
    /// <returns>The judge pack's folder, or null where there is none.</returns>
    public static string? FindJudges() => Below(Path.Combine(Folder, "eval"));

    /// <summary><see cref="Find"/>, where there must be one.</summary>
    /// <exception cref="EmoVidException">There is none.</exception>
    public static string Require() => Find() ?? throw new EmoVidException(
        $"finding the model pack: found none in {Folder} beside the program or above it, expected a folder with manifest.json; put one there or name one");

    private static string? Below(string place)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string models = Path.Combine(folder.FullName, place);
            string? pack = Directory.Exists(models)
                ? Directory.EnumerateDirectories(models).Order(StringComparer.Ordinal).FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, "manifest.json")))
                : null;
            if (pack is not null)
            {
                return pack;
            }
        }

        return null;
    }
}
