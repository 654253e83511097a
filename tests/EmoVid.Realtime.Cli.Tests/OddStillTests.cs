using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary>Stills at the edges of what is a picture, and providers that a machine may lack: a clip, or one line.</summary>
public class OddStillTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 40)]
    [InlineData(8192, 2)]
    public void A_still_of_one_pixel_of_one_colour_or_8k_wide_acts(int width, int height)
    {
        using var workspace = new Workspace();
        ToolRun run = Animate(workspace, workspace.Write("still.png", BadFiles.Png(width, height)));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);
        using FrameReader reader = FrameReader.Open(workspace.Path("out.webp"));
        // A thin line hardly shows, and frames that are equal are one frame of the file.
        Assert.Equal((64, 64, 0.5), (reader.Width, reader.Height, reader.Duration!.Value.TotalSeconds));
        Assert.True(reader.TryRead(out _));
    }

    [Fact]
    public void A_still_16k_wide_is_one_line()
    {
        using var workspace = new Workspace();
        string still = workspace.Write("still.png", BadFiles.Png(16384, 600));
        OneLine.Assert(Animate(workspace, still), 1, "16384×600", "8192");
        Assert.Equal([still], Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void A_fully_transparent_still_is_one_line()
    {
        using var workspace = new Workspace();
        string still = workspace.Write("still.png", BadFiles.Png(30, 30, value: 0));
        OneLine.Assert(Animate(workspace, still), 1, "transparent");
        Assert.Equal([still], Workspace.Entries(workspace.Folder));
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("webgpu")]
    public void A_provider_that_is_asked_for_works_or_is_one_line(string provider)
    {
        using var workspace = new Workspace();
        ToolRun run = Animate(workspace, CommittedFiles.Still("face.webp"), "--ep", provider);
        if (run.ExitCode != 0)
        {
            Assert.Equal(1, run.ExitCode);
            // A device's driver may speak on standard error too; the tool's own word is one line, and the last.
            Assert.StartsWith($"emovid: starting the execution provider {provider}: found ", run.ErrorLines[^1], StringComparison.Ordinal);
            Assert.Single(run.ErrorLines, line => line.StartsWith("emovid: ", StringComparison.Ordinal));
            Assert.Empty(Workspace.Entries(workspace.Folder));
        }
    }

    private static ToolRun Animate(Workspace workspace, string still, params string[] options) =>
        ToolRun.StartIn(workspace.Folder, ["animate", still, "-o", "out.webp", "-e", "anger:0.7,fear:0.3", "--seconds", "0.5", "--fps", "12", "--size", "64", "--device", "cpu", .. options]);
}
