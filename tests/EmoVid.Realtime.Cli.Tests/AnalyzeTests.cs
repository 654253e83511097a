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
}
