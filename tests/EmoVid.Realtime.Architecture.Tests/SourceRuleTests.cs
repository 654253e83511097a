using System.Text.RegularExpressions;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>House rules of hand-written sources. Generated files (*.g.cs and folders named Generated) follow their generator.</summary>
public partial class SourceRuleTests
{
    /// <summary>Longer files hide more than one idea.</summary>
    private const int MaxLines = 400;

    private static string[] Sources { get; } = [.. new[] { "src", "compat", "tests", "tools", "benchmarks", "samples" }
        .SelectMany(folder => RepositoryTree.Files(folder, "*.cs"))
        .Where(path => !path.EndsWith(".g.cs", StringComparison.Ordinal) && !path.Contains("/Generated/", StringComparison.Ordinal))];

    // A stand-in's files and types are named as the package names them.
    private static IEnumerable<string> OwnSources => Sources.Where(path => !path.StartsWith("compat/", StringComparison.Ordinal));

    [Fact]
    public void Files_are_short_enough_to_read() =>
        AssertNone(Sources, path => RepositoryTree.Read(path).Count(character => character == '\n') > MaxLines);

    [Fact]
    public void A_file_holds_at_most_one_public_type() =>
        AssertNone(OwnSources, path => PublicTypes(path).Length > 1);

    [Fact]
    public void A_file_bears_the_name_of_its_public_type() =>
        // A partial's second file is Name.Concern.cs.
        AssertNone(Sources, path => PublicTypes(path) is [string name] && name != Path.GetFileName(path).Split('.')[0]);

    [Fact]
    public void No_file_is_a_junk_drawer() =>
        AssertNone(OwnSources, path => JunkDrawer().IsMatch(Path.GetFileNameWithoutExtension(path)));

    /// <summary>CA2007 is an error there, so the compiler sees every await; this sees that nobody has switched it off, and that
    /// nothing goes back to a caller's queue by another way.</summary>
    [Fact]
    public void Nothing_in_the_libraries_comes_back_to_its_callers_queue()
    {
        string[] libraries = [.. Sources.Where(path => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("compat/", StringComparison.Ordinal))];
        Assert.Contains("[{src,compat}/**.cs]", RepositoryTree.Read(".editorconfig"), StringComparison.Ordinal);
        Assert.Contains("dotnet_diagnostic.CA2007.severity = error", RepositoryTree.Read(".editorconfig"), StringComparison.Ordinal);
        AssertNone(libraries, path => QueueReturn().IsMatch(RepositoryTree.Read(path)));
        AssertNone(libraries, path => Statements(RepositoryTree.Read(path)).Any(statement => statement.Contains(" await ", StringComparison.Ordinal) && !statement.Contains("ConfigureAwait(", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("        await Task.Yield();", true)]
    [InlineData("#pragma warning disable CA2007", true)]
    [InlineData("        await work.ConfigureAwait(true);", true)]
    [InlineData("        await work.ConfigureAwait(false);", false)]
    public void The_pattern_finds_what_goes_back(string line, bool isFound) => Assert.Equal(isFound, QueueReturn().IsMatch(line));

    [Fact]
    public void There_are_sources_to_look_at() => Assert.True(Sources.Length > 200);

    [Theory]
    [InlineData("public sealed class Good", "Good")]
    [InlineData("public readonly record struct Better(int A)", "Better")]
    [InlineData("public static unsafe partial class Best", "Best")]
    [InlineData("    public class Nested", null)]
    [InlineData("internal class Hidden", null)]
    public void The_pattern_finds_top_level_public_types_only(string line, string? expected)
    {
        Match match = TopLevelPublicType().Match(line);
        Assert.Equal(expected, match.Success ? match.Groups["name"].Value : null);
    }

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|ref|partial|unsafe) )*(?:class|struct|interface|enum|record(?: struct| class)?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelPublicType();

    [GeneratedRegex(@"Task\.Yield|ConfigureAwait\(true\)|disable\s+CA2007|TaskScheduler\.FromCurrentSynchronizationContext")]
    private static partial Regex QueueReturn();

    /// <summary>Code between semicolons that stand at a line's end, without comments.</summary>
    private static string[] Statements(string source) =>
        string.Join('\n', source.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))).Split(";\n");

    private static void AssertNone(IEnumerable<string> paths, Func<string, bool> breaksTheRule)
    {
        string[] offenders = [.. paths.Where(breaksTheRule)];
        Assert.Empty(offenders);
    }

    private static string[] PublicTypes(string path) =>
        [.. TopLevelPublicType().Matches(RepositoryTree.Read(path)).Select(match => match.Groups["name"].Value).Distinct()];

    [GeneratedRegex("(Utils?|Utilities|Helpers?|Manager|Common|Misc)$")]
    private static partial Regex JunkDrawer();
}
