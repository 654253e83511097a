namespace EmoVid.Realtime.Cli.Tests;

/// <summary>A pack that is missing or not what its manifest says is refused before anything is written.</summary>
public class BadPackTests
{
    [Fact]
    public void A_missing_pack_fails_in_one_line()
    {
        using var workspace = new Workspace();
        OneLine.Assert(Animate(workspace.Folder, workspace.Path("no-pack")), 1, "no-pack");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "model", "verify", "no-pack"), 1, "no-pack");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "model", "show", "no-pack"), 1, "no-pack");
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void Judges_that_are_missing_or_no_judges_fail_in_one_line()
    {
        using var workspace = new Workspace();
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "eval", "--judges", "no-judges", "-o", "out"), 1, "no-judges");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "eval", "--pack", "no-pack", "-o", "out"), 1, "no-pack");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "eval", "--judges", CommittedFiles.Pack, "-o", "out"), 1, "manifest.json");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "eval", "--seeds", "0"), 2, "--seeds");
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void A_folder_without_a_manifest_fails_in_one_line()
    {
        using var workspace = new Workspace();
        string pack = workspace.CreateFolder("empty");
        OneLine.Assert(Animate(workspace.Folder, pack), 1, "manifest.json");
        Assert.Equal([pack], Workspace.Entries(workspace.Folder));
    }

    [Theory]
    [InlineData("renderer.onnx")]
    [InlineData("motion.onnx")]
    [InlineData("LICENSE.txt")]
    public void One_changed_byte_is_found(string name) => AssertRefused(name, path =>
    {
        byte[] content = File.ReadAllBytes(path);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(path, content);
    });

    [Theory]
    [InlineData("appearance.onnx")]
    [InlineData("CARD.md")]
    public void A_missing_file_is_found(string name) => AssertRefused(name, File.Delete);

    [Fact]
    public void A_truncated_file_is_found() => AssertRefused("renderer.onnx", path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..1000]));

    [Fact]
    public void A_manifest_that_is_no_json_is_found() => AssertRefused("manifest.json", path => File.WriteAllText(path, "format: 1"));

    private static void AssertRefused(string name, Action<string> tamper)
    {
        using var workspace = new Workspace();
        string pack = workspace.CreateFolder("pack");
        foreach (string file in Directory.EnumerateFiles(CommittedFiles.Pack))
        {
            File.Copy(file, Path.Combine(pack, Path.GetFileName(file)));
        }

        string folder = workspace.CreateFolder("out");
        tamper(Path.Combine(pack, name));
        OneLine.Assert(Animate(folder, pack), 1, name);
        OneLine.Assert(ToolRun.Start("model", "verify", pack), 1, name);
        Assert.Empty(Workspace.Entries(folder));
    }

    private static ToolRun Animate(string folder, string pack) =>
        ToolRun.StartIn(folder, "animate", CommittedFiles.Still("face.webp"), "-o", "out.webp", "--emotion", "anger", "--pack", pack);
}
