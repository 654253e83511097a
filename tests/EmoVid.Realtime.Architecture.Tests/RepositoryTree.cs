namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>The source tree as committed: without what builds leave behind.</summary>
internal static class RepositoryTree
{
    private static readonly string[] NotCommitted =
        [".git", "bin", "obj", "out", "artifacts", ".packages", "node_modules", "__pycache__", ".vs", ".idea", "TestResults"];

    public static string Root => CommittedFiles.Root;

    /// <summary>Every file below <paramref name="folder"/>, as a path relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder = "", string pattern = "*")
    {
        string start = Path.Combine(Root, folder);
        return Directory.Exists(start) ? Walk(start, pattern) : [];
    }

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        foreach (string file in Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (string child in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (NotCommitted.Contains(Path.GetFileName(child)) || Path.GetRelativePath(Root, child).Replace('\\', '/') == "training/work")
            {
                continue;
            }

            foreach (string file in Walk(child, pattern))
            {
                yield return file;
            }
        }
    }
}
