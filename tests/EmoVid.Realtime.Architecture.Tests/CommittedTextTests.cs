using System.Text.RegularExpressions;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>What is committed builds anywhere: it names no package registry's host and no folder of one machine.</summary>
public class CommittedTextTests
{
    private static readonly string[] TextExtensions =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".config", ".json", ".md", ".txt", ".sh", ".py", ".glsl", ".comp", ".xml", ".yml", ".svg", ".c", ".cpp", ".h", ""];

    // Written in halves, so that this file obeys its own rule.
    private static readonly Regex Forbidden = new(string.Join('|',
        @"registry\." + @"npmjs", @"api\." + @"nuget\.org", @"www\." + @"nuget\.org", @"\bpypi\." + @"org", @"files\." + "pythonhosted", @"crates\." + @"io\b",
        @"(?<![\w.~-])/ho" + @"me/\w", @"(?<![\w.~-])/ro" + @"ot/\w", @"(?<![\w.~\-$)}])/wo" + @"rk/\w", @"[A-Z]:\\\\?Us" + "ers"), RegexOptions.CultureInvariant);

    [Fact]
    public void No_file_names_a_registry_host_or_a_machines_folder()
    {
        string[] texts = [.. RepositoryTree.Files()
            .Where(path => TextExtensions.Contains(Path.GetExtension(path)) && new FileInfo(Path.Combine(RepositoryTree.Root, path)).Length < 4 << 20)];
        Assert.True(texts.Length > 300);
        (string Path, string Found)[] offenders = [.. texts.Select(path => (path, Forbidden.Match(RepositoryTree.Read(path)).Value)).Where(pair => pair.Value.Length > 0)];
        Assert.Empty(offenders);
    }

    [Fact]
    public void The_pattern_matches_what_it_must()
    {
        Assert.Matches(Forbidden, "see https://registry." + "npmjs.org/x");
        Assert.Matches(Forbidden, "cd /ho" + "me/someone");
        Assert.DoesNotMatch(Forbidden, "out/demo and training/work/frames and https://example.org/work");
    }

    [Fact]
    public void Committed_samples_and_clips_stay_small()
    {
        long bytes = RepositoryTree.Files("samples").Concat(RepositoryTree.Files("tests")).Sum(path => new FileInfo(Path.Combine(RepositoryTree.Root, path)).Length);
        Assert.InRange(bytes, 1, 5 << 20);
    }
}
