using System.Runtime.Versioning;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary>Inputs, outputs and packs that cannot work: exit code 1, one line, and the output folder as it was.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(2000)]
    public void A_truncated_webp_fails_in_one_line(int bytes) => AssertFails("cut.webp", File.ReadAllBytes(CommittedFiles.Still("face.webp"))[..bytes]);

    [Fact]
    public void A_truncated_png_fails_in_one_line() => AssertFails("cut.png", File.ReadAllBytes(CommittedFiles.Still("avatar.png"))[..20000]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 16)]
    [InlineData(16, 0)]
    public void A_png_without_pixels_fails_in_one_line(int width, int height) => AssertFails("empty.png", BadFiles.Png(width, height));

    [Fact]
    public void A_png_of_30000_pixels_width_fails_in_one_line() => AssertFails("wide.png", BadFiles.Png(30000, 16), "30000");

    [Fact]
    public void A_text_named_png_fails_in_one_line() => AssertFails("text.png", BadFiles.Text);

    [Fact]
    public void An_empty_file_fails_in_one_line() => AssertFails("nothing.webp", []);

    [Fact]
    public void A_missing_input_fails_in_one_line()
    {
        using var workspace = new Workspace();
        OneLine.Assert(Animate(workspace.Folder, workspace.Path("none.webp"), "out.webp"), 1, "none.webp");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "analyze", workspace.Path("none.webp")), 1, "none.webp");
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void A_folder_as_input_fails_in_one_line()
    {
        using var workspace = new Workspace();
        OneLine.Assert(Animate(workspace.Folder, workspace.Folder, "out.webp"), 1, "a folder");
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void A_missing_output_folder_fails_before_the_work()
    {
        using var workspace = new Workspace();
        OneLine.Assert(Animate(workspace.Folder, CommittedFiles.Still("face.webp"), "missing/out.webp"), 1, "missing");
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void An_output_that_is_a_folder_fails_in_one_line()
    {
        using var workspace = new Workspace();
        workspace.CreateFolder("out.webp");
        OneLine.Assert(Animate(workspace.Folder, CommittedFiles.Still("face.webp"), "out.webp"), 1, "is a folder");
        Assert.Empty(Workspace.Entries(workspace.Path("out.webp")));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void An_output_folder_that_cannot_be_written_fails_in_one_line()
    {
        using var workspace = new Workspace();
        // Permission bits do not stop root, the kernel's own file system does.
        string folder = Environment.IsPrivilegedProcess ? "/sys/kernel" : workspace.CreateFolder("closed");
        if (!Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        OneLine.Assert(Animate(workspace.Folder, CommittedFiles.Still("face.webp"), Path.Combine(folder, "out.webp")), 1, folder);
        Assert.False(File.Exists(Path.Combine(folder, "out.webp")));
    }

    [Fact]
    public void A_failure_leaves_an_older_output_alone()
    {
        using var workspace = new Workspace();
        string output = workspace.Write("out.webp", [1, 2, 3]);
        string input = workspace.Write("text.png", BadFiles.Text);
        OneLine.Assert(Animate(workspace.Folder, input, output), 1);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(output));
        Assert.Equal([output, input], Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void Verbose_adds_the_stack_below_the_line()
    {
        using var workspace = new Workspace();
        string input = workspace.Write("text.png", BadFiles.Text);
        ToolRun run = ToolRun.StartIn(workspace.Folder, "animate", input, "-o", "out.webp", "--emotion", "anger", "--verbose");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("emovid: ", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(run.ErrorLines, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    private static void AssertFails(string name, byte[] content, params string[] parts)
    {
        using var workspace = new Workspace();
        string input = workspace.Write(name, content);
        string folder = workspace.CreateFolder("out");
        OneLine.Assert(Animate(folder, input, "out.webp"), 1, [name, .. parts]);
        OneLine.Assert(ToolRun.StartIn(folder, "analyze", input, "--json", "out.json", "--csv", "out.csv", "--plot", "out.png"), 1, [name, .. parts]);
        Assert.Empty(Workspace.Entries(folder));
    }

    private static ToolRun Animate(string folder, string input, string output) =>
        ToolRun.StartIn(folder, "animate", input, "-o", output, "--emotion", "anger:0.7,fear:0.3");
}
