namespace EmoVid.Realtime.Cli.Tests;

/// <summary>Wrong arguments: exit code 2, one line on standard error, nothing on standard output, nothing written.</summary>
public class BadArgumentTests
{
    [Theory]
    [InlineData("joy", "amusement")]
    [InlineData("anger:-0.5", "-0.5")]
    [InlineData("anger:NaN", "NaN")]
    [InlineData("anger:Infinity", "Infinity")]
    [InlineData("anger:1e400", "1e400")]
    [InlineData("anger:0,7", "amusement")]
    [InlineData("anger:", "weight of anger")]
    [InlineData("anger:0.5:0.5", "0.5:0.5")]
    [InlineData("anger,anger", "twice")]
    [InlineData("anger:0", "all weights are zero")]
    [InlineData("", "amusement")]
    [InlineData(",", "amusement")]
    [InlineData("anger\nfear", "amusement")]
    public void An_emotion_that_is_none_is_refused(string emotion, string expected) =>
        AssertRefused(expected, "--emotion", emotion);

    [Theory]
    [InlineData("--intensity", "1.5")]
    [InlineData("--intensity", "-0.1")]
    [InlineData("--intensity", "NaN")]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "NaN")]
    [InlineData("--seconds", "Infinity")]
    [InlineData("--seconds", "100000")]
    [InlineData("--fps", "0")]
    [InlineData("--fps", "-24")]
    [InlineData("--size", "0")]
    [InlineData("--size", "-512")]
    [InlineData("--size", "99999999999")]
    [InlineData("--seed", "x")]
    [InlineData("--device", "toaster")]
    [InlineData("--ep", "abacus")]
    [InlineData("--no-such-option", "1")]
    public void An_option_out_of_range_is_refused(string option, string value) =>
        AssertRefused(option, "--emotion", "anger", option, value);

    [Fact]
    public void A_missing_emotion_is_refused() => AssertRefused("--emotion");

    [Theory]
    [InlineData("out.bmp", ".bmp")]
    [InlineData("out", "no extension")]
    public void An_output_of_unknown_kind_is_refused(string name, string expected)
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartIn(workspace.Folder, "animate", CommittedFiles.Still("face.webp"), "--emotion", "anger", "-o", name);
        OneLine.Assert(run, 2, expected);
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Theory]
    [InlineData()]
    [InlineData("fly")]
    [InlineData("model")]
    [InlineData("model", "polish", "x")]
    [InlineData("analyze")]
    public void A_command_that_is_none_is_refused(params string[] arguments) => OneLine.Assert(ToolRun.Start(arguments), 2, "see emovid");

    private static void AssertRefused(string expected, params string[] arguments)
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartIn(workspace.Folder, ["animate", CommittedFiles.Still("face.webp"), "-o", "out.webp", .. arguments]);
        OneLine.Assert(run, 2, expected);
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }
}
