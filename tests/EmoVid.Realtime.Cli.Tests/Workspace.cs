namespace EmoVid.Realtime.Cli.Tests;

/// <summary>A folder of one test's own, gone afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace()
    {
        Folder = Directory.CreateTempSubdirectory("emovid-cli-").FullName;
    }

    public string Folder { get; }

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(Path(name), content);
        return Path(name);
    }

    public string CreateFolder(string name) => Directory.CreateDirectory(Path(name)).FullName;

    /// <summary>Everything below a folder, hidden files included.</summary>
    public static string[] Entries(string folder) => [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
