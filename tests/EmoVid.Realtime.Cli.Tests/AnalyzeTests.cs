using System.Globalization;
using System.Text.Json;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary><c>emovid analyze</c> with several files, folders and its options.</summary>
public class AnalyzeTests
{
    [Fact]
    public void A_folder_goes_into_folders_and_one_bad_file_is_one_line()
    {
        using var workspace = new Workspace();
        string input = workspace.CreateFolder("in");
        File.Copy(CommittedFiles.Still("fox.webp"), Path.Combine(input, "a.webp"));
        File.WriteAllBytes(Path.Combine(input, "b.png"), BadFiles.Text);
        File.Copy(CommittedFiles.Still("face.webp"), Path.Combine(input, "c.webp"));
        File.WriteAllText(Path.Combine(input, "readme.txt"), "not a picture");
        ToolRun run = ToolRun.StartIn(workspace.Folder, "analyze", input, "--json", "out", "--csv", "out", "--device", "cpu");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("b.png", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["a.webp.csv", "a.webp.json", "c.webp.csv", "c.webp.json"], Workspace.Entries(workspace.Path("out")).Select(Path.GetFileName));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(workspace.Path("out"), "c.webp.json")));
        Assert.EndsWith("c.webp", json.RootElement.GetProperty("file").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EmoVids_form_is_one_row_a_file()
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartIn(workspace.Folder, "analyze", CommittedFiles.Still("fox.webp"), CommittedFiles.Still("face.webp"), "--emovid", "--csv", "rows.csv", "--json", "rows.json", "--device", "cpu");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Output);
        string[] lines = File.ReadAllLines(workspace.Path("rows.csv"));
        Assert.Equal("file,brightness,colorfulness,hue,sampled_frames", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("fox.webp,0.9,0.6,17,1", lines[1], StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(workspace.Path("rows.json")));
        Assert.Equal(0.9, json.RootElement[1].GetProperty("brightness").GetDouble());
    }

    [Fact]
    public void An_svg_plot_and_a_set_of_attributes_are_what_was_asked_for()
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartIn(workspace.Folder, "analyze", CommittedFiles.Still("fox.webp"), "--set", "luma,edges", "--csv", "a.csv", "--region", "10,20,100,50", "--device", "cpu");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("frame,seconds,duration,lumaMean,lumaContrast,edgeDensity,coverage", File.ReadLines(workspace.Path("a.csv")).First());
        run = ToolRun.StartIn(workspace.Folder, "analyze", CommittedFiles.Still("fox.webp"), "--plot", "a.svg", "--device", "cpu");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("<svg", File.ReadAllText(workspace.Path("a.svg")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set", "luma,taste", "taste")]
    [InlineData("--region", "1,2,3", "four whole numbers")]
    [InlineData("--region", "0,0,0,5", "at least 1")]
    [InlineData("--every", "0", "--every")]
    [InlineData("--threads", "-1", "--threads")]
    [InlineData("--plot", "a.bmp", ".bmp")]
    public void Options_out_of_range_are_refused(string option, string value, string expected)
    {
        using var workspace = new Workspace();
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "analyze", CommittedFiles.Still("fox.webp"), option, value), 2, expected);
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void Options_that_exclude_each_other_and_outputs_of_one_name_are_refused()
    {
        using var workspace = new Workspace();
        string fox = CommittedFiles.Still("fox.webp"), other = Path.Combine(workspace.CreateFolder("other"), "fox.webp");
        File.Copy(fox, other);
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "analyze", fox, "--emovid", "--every", "3"), 2, "--emovid");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "analyze", fox, other, "--json", "out"), 2, "same name");
    }

    [Fact]
    public void A_region_or_mask_that_does_not_fit_and_an_empty_folder_fail_in_one_line()
    {
        using var workspace = new Workspace();
        string fox = CommittedFiles.Still("fox.webp");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "analyze", fox, "--region", "200,200,100,100", "--device", "cpu"), 1, "200,200,100,100");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "analyze", fox, "--mask", CommittedFiles.Still("avatar.png"), "--device", "cpu"), 1, "mask of 1024×1024");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "analyze", workspace.CreateFolder("empty")), 1, "no picture or clip");
    }

    [Fact]
    public void Standard_input_may_be_a_file_or_raw_frames()
    {
        using var workspace = new Workspace();
        ToolRun file = ToolRun.StartInShell(workspace.Folder, $"cat '{CommittedFiles.Still("fox.webp")}' | \"$@\"", "analyze", "-", "--csv", "file.csv", "--device", "cpu");
        Assert.True(file.ExitCode == 0, file.Error);
        Assert.Contains("WebP 256×256", file.Output, StringComparison.Ordinal);

        // Two frames of 4×2 RGBA: all red, then all half-transparent green; at 10 frames a second.
        byte[] frames = [.. Enumerable.Repeat<byte[]>([255, 0, 0, 255], 8).SelectMany(pixel => pixel), .. Enumerable.Repeat<byte[]>([0, 204, 0, 128], 8).SelectMany(pixel => pixel)];
        workspace.Write("two.raw", frames);
        ToolRun raw = ToolRun.StartInShell(workspace.Folder, "\"$@\" < two.raw", "analyze", "-", "--raw", "4x2:rgba:straight@10", "--set", "emovid", "--csv", "raw.csv", "--device", "cpu");
        Assert.True(raw.ExitCode == 0, raw.Error);
        string[] lines = File.ReadAllLines(workspace.Path("raw.csv"));
        Assert.Equal(["frame,seconds,duration,brightness,colorfulness,hueDegrees,hueResultantLength,coverage", "0,0,0.1,1,1,0,1,1"], lines[..2]);
        Assert.StartsWith("1,0.1,0.1,0.8,1,", lines[2], StringComparison.Ordinal);
        Assert.Equal(120, double.Parse(lines[2].Split(',')[5], CultureInfo.InvariantCulture), 0.1);

        // A third frame that breaks off is left out, and said.
        workspace.Write("cut.raw", [.. frames, 1, 2, 3]);
        ToolRun cut = ToolRun.StartInShell(workspace.Folder, "\"$@\" < cut.raw", "analyze", "-", "--raw", "4x2@10", "--device", "cpu");
        Assert.Equal(0, cut.ExitCode);
        Assert.Contains("breaks off", Assert.Single(cut.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("2 frames", cut.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4x0")]
    [InlineData("4x4:cmyk")]
    [InlineData("4x4@0")]
    [InlineData("4x4:3")]
    [InlineData("four")]
    public void A_raw_format_that_is_none_is_refused(string format) => OneLine.Assert(ToolRun.Start("analyze", "-", "--raw", format), 2, "--raw");
}
