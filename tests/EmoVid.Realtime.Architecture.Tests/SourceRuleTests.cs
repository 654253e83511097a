using System.Text.RegularExpressions;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>House rules of hand-written sources. Generated files (*.g.cs and folders named Generated) follow their generator.</summary>
public partial class SourceRuleTests
{
    /// <summary>Longer files hide more than one idea.</summary>
    private const int MaxLines = 400;

    private static string[] Sources { get; } = [.. new[] { "src", "compat", "tests", "tools", "benchmarks" }
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
