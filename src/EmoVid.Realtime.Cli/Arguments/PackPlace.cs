namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>Finds the model pack: the one that was named, or the one that came with the tool.</summary>
internal static class PackPlace
{
    private const string Folder = "models";

    public static string Resolve(DirectoryInfo? named) => named?.FullName ?? FindReference()
        ?? throw new EmoVidException($"finding the model pack: found none in {Folder} beside the tool or above it, expected a folder with manifest.json; name one with --pack");

    /// <summary>The first pack below the nearest folder "models" at or above the tool's own folder, so that it is found beside a
    /// published tool and in the repository alike.</summary>
    public static string? FindReference()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string models = Path.Combine(folder.FullName, Folder);
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
