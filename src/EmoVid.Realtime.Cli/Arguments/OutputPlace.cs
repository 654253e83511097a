namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>Checks of an output before any work is spent on it.</summary>
internal static class OutputPlace
{
    /// <summary>The extension, lower case and without its dot, when it is one of <paramref name="known"/>.</summary>
    /// <exception cref="BadArgumentException">It is not.</exception>
    public static string Format(string option, FileInfo file, params string[] known)
    {
        string extension = file.Extension.TrimStart('.').ToLowerInvariant();
        return known.Contains(extension)
            ? extension
            : throw new BadArgumentException($"reading {option}: found '{file.Name}' with {(extension.Length == 0 ? "no extension" : $"the extension .{extension}")}, expected {string.Join(" or ", known.Select(name => "." + name))}; change the extension");
    }

    /// <summary>Makes sure that a file can be created in the folder of <paramref name="file"/>, by creating and removing one.</summary>
    /// <exception cref="EmoVidException">The folder is missing or cannot be written, or the name is a folder's.</exception>
    public static void Require(FileInfo file)
    {
        if (Directory.Exists(file.FullName))
        {
            throw new EmoVidException($"preparing the output: found that '{file}' is a folder, expected a file name; add one");
        }

        RequireFolder(file.DirectoryName ?? throw new EmoVidException($"preparing the output: found '{file}', expected a file name; add one"));
    }

    /// <summary>Makes sure that files can be created in <paramref name="folder"/>.</summary>
    public static void RequireFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new EmoVidException($"preparing the output: found no folder '{folder}', expected an existing one; create it or choose another");
        }

        string probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            File.Create(probe).Dispose();
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EmoVidException($"preparing the output: found that '{folder}' cannot be written ({failure.Message.TrimEnd('.')}), expected a writable folder; change its permissions or choose another", failure);
        }
    }

    /// <summary>Creates <paramref name="folder"/> when its parent exists, and makes sure that it can be written.</summary>
    public static void RequireOrCreateFolder(DirectoryInfo folder)
    {
        try
        {
            folder.Create();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EmoVidException($"preparing the output: found that the folder '{folder}' cannot be created ({failure.Message.TrimEnd('.')}), expected a writable place; choose another", failure);
        }

        RequireFolder(folder.FullName);
    }
}
