namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The files that a line of arguments names: files as they are, folders by the pictures and clips in them, <c>-</c> for standard
/// input.</summary>
internal static class AnalyzeInputs
{
    public const string StandardInput = "-";

    /// <summary>What in a folder counts as a picture or a clip. Of a file that is named, its content tells.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".apng", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".json", ".lottie", ".tgs", ".webm", ".mp4", ".m4v", ".mov", ".mkv", ".avi", ".mpg", ".mpeg", ".ts", ".ogv", ".y4m", ".flv", ".wmv", ".3gp",
    };

    /// <summary>Whether outputs go into folders: more than one argument, or a folder.</summary>
    public static bool IsSeveral(IReadOnlyList<string> arguments) => arguments.Count > 1 || (arguments[0] != StandardInput && Directory.Exists(arguments[0]));

    /// <exception cref="EmoVidException">A folder has nothing to measure or cannot be read.</exception>
    /// <exception cref="BadArgumentException">Standard input is named twice.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> arguments)
    {
        if (arguments.Count(argument => argument == StandardInput) > 1)
        {
            throw new BadArgumentException("reading FILE: found standard input (-) twice, expected it once; it can only be read once");
        }

        return [.. arguments.SelectMany(argument => argument != StandardInput && Directory.Exists(argument) ? InFolder(argument) : [argument])];
    }

    private static string[] InFolder(string folder)
    {
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder).Where(file => Known.Contains(Path.GetExtension(file)) && !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EmoVidException($"reading the folder '{folder}': found that it cannot be read ({failure.Message.TrimEnd('.')}), expected a readable one; change its permissions", failure);
        }

        return files.Length > 0 ? files : throw new EmoVidException($"reading the folder '{folder}': found no picture or clip, expected files such as .png, .webp, .gif or .mp4; name another folder or the files themselves");
    }
}
