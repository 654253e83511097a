using System.Text.RegularExpressions;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>Every relative link and picture in a committed page leads somewhere.</summary>
public partial class DocumentLinkTests
{
    [Fact]
    public void Relative_links_lead_to_files()
    {
        (string Page, string Target)[] links = [.. RepositoryTree.Files(pattern: "*.md")
            .SelectMany(page => Link().Matches(RepositoryTree.Read(page)).Select(match => (page, match.Groups["target"].Value)))
            .Where(link => !link.Value.Contains("://", StringComparison.Ordinal) && !link.Value.StartsWith('#'))];
        Assert.Contains(links, link => link.Target == "docs/images/contact-sheet.png");
        (string Page, string Target)[] broken = [.. links.Where(link => !Path.Exists(Path.Combine(RepositoryTree.Root, Path.GetDirectoryName(link.Page)!, link.Target.Split('#')[0])))];
        Assert.Empty(broken);
    }

    [Fact]
    public void The_readme_stays_short() => Assert.InRange(RepositoryTree.Read("README.md").Count(character => character == '\n'), 50, 200);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
