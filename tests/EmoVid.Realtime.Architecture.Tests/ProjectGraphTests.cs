using System.Xml.Linq;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>The layers of docs/architecture.md, checked against the project files under both settings of every switch.</summary>
public class ProjectGraphTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["EmoVid.Realtime.Core"] = ["System.Numerics.Tensors"],
        ["EmoVid.Realtime.Vulkan"] = ["EmoVid.Realtime.Core", "Silk.NET.Vulkan", "Silk.NET.Vulkan.Extensions.EXT"],
        ["EmoVid.Realtime.Generation"] = ["EmoVid.Realtime.Core", "Microsoft.ML.OnnxRuntime", "Microsoft.ML.OnnxRuntime.Gpu"],
        ["EmoVid.Realtime.Media"] = ["EmoVid.Realtime.Core", "FFMpegCore"],
        ["EmoVid.Realtime"] = ["EmoVid.Realtime.Core", "EmoVid.Realtime.Vulkan", "EmoVid.Realtime.Generation", "EmoVid.Realtime.Media"],
        ["EmoVid.Realtime.Control"] = ["EmoVid.Realtime"],
        ["EmoVid.Realtime.Cli"] = ["EmoVid.Realtime", "EmoVid.Realtime.Control", "Stage", "System.CommandLine", "Spectre.Console"],
        ["Silk.NET.Core"] = [],
        ["Silk.NET.Vulkan"] = ["Silk.NET.Core"],
        ["Silk.NET.GLFW"] = ["Silk.NET.Core"],
        ["FFMpegCore"] = [],
        ["Microsoft.ML.OnnxRuntime"] = [],
    };

    public static TheoryData<string> Projects => new(ProjectFiles("src", "compat"));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_exactly_what_its_layer_may(string path)
    {
        string project = Path.GetFileNameWithoutExtension(path);
        Assert.True(Allowed.ContainsKey(project), $"{path} is in no layer; add it to docs/architecture.md and to this test.");
        Assert.Equal(Allowed[project].Order(StringComparer.Ordinal), References(path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_layer_has_a_project()
    {
        IEnumerable<string> found = ProjectFiles("src", "compat").Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_solution_lists_every_project()
    {
        string solution = RepositoryTree.Read("EmoVid.Realtime.sln").Replace('\\', '/');
        string[] missing = [.. ProjectFiles("src", "compat", "tests", "benchmarks", "samples")
            .Where(path => !solution.Contains(path, StringComparison.Ordinal))];
        Assert.Empty(missing);
    }

    [Fact]
    public void The_architecture_page_names_every_layer()
    {
        string page = RepositoryTree.Read("docs/architecture.md");
        Assert.All(Allowed.Keys.Where(name => name.StartsWith("EmoVid", StringComparison.Ordinal)), name => Assert.Contains($"`src/{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void No_project_names_a_package_version()
    {
        string[] offenders = [.. ProjectFiles("src", "compat", "tests", "benchmarks", "samples")
            .Where(path => XDocument.Parse(RepositoryTree.Read(path)).Descendants("PackageReference").Any(item => item.Attribute("Version") is not null))];
        Assert.Empty(offenders);
    }

    private static IEnumerable<string> ProjectFiles(params string[] folders) => folders.SelectMany(folder => RepositoryTree.Files(folder, "*.csproj"));

    private static IEnumerable<string> References(string path) =>
        XDocument.Parse(RepositoryTree.Read(path)).Descendants()
            .Where(item => item.Name.LocalName is "ProjectReference" or "PackageReference")
            .Select(item => (item.Name.LocalName, Include: (string?)item.Attribute("Include") ?? ""))
            .Select(item => item.LocalName == "ProjectReference" ? Path.GetFileNameWithoutExtension(item.Include.Replace('\\', '/')) : item.Include)
            .Distinct();
}
