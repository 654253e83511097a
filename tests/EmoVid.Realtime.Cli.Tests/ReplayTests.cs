using System.Diagnostics;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary><c>--log</c> and <c>emovid replay</c>: a run, its one file, and the run again.</summary>
public class ReplayTests
{
    [Fact]
    public void An_animated_sticker_is_repeated_from_its_log()
    {
        using var workspace = new Workspace();
        Succeed(workspace, "animate", CommittedFiles.Still("dog.webp"), "-o", "a.webp", "--emotion", "anger:0.7,fear:0.3", "--intensity", "0.8", "--seconds", "0.5", "--size", "64", "--seed", "5", "--device", "cpu", "--log", "a.jsonl");
        ToolRun run = Succeed(workspace, "replay", "a.jsonl", "-o", "b.webp");
        Assert.Equal("12 frames, all the same\n", run.Output);
        Assert.Equal(File.ReadAllBytes(workspace.Path("a.webp")).Length > 0, File.ReadAllBytes(workspace.Path("b.webp")).Length > 0);
        Assert.Equal("12 frames, all the same\n", Succeed(workspace, "replay", "a.jsonl").Output);
    }

    [Theory]
    [InlineData("out.mp4")]
    [InlineData("out.webp")]
    public void A_graded_clip_with_a_timeline_is_repeated_from_its_log(string output)
    {
        using var workspace = new Workspace();
        Make(workspace, "in.mp4", "testsrc2=s=64x48:r=10:d=2");
        workspace.Write("moods.json", """{"keys":[{"time":0.3,"mix":"sadness","transition":0.5},{"time":1.2,"mix":"fear:0.5,awe:0.5","transition":0.4,"strength":0.7}]}"""u8);
        Succeed(workspace, "grade", "in.mp4", output, "--timeline", "moods.json", "--protect-skin", "0.4", "--hud", "0,0,8,8", "--device", "cpu", "--log", "g.jsonl");
        File.Delete(workspace.Path("in.mp4"));
        ToolRun run = Succeed(workspace, "replay", "g.jsonl", "-o", "again.mp4".Replace("mp4", output.Split('.')[1], StringComparison.Ordinal));
        Assert.Equal("20 frames, all the same\n", run.Output);
    }

    [Fact]
    public void A_graded_still_is_repeated_pass_by_pass()
    {
        using var workspace = new Workspace();
        Succeed(workspace, "grade", CommittedFiles.Still("fox.webp"), "out.png", "--mood", "fear", "--transition", "1", "--device", "cpu", "--log", "s.jsonl");
        ToolRun run = Succeed(workspace, "replay", "s.jsonl", "-o", "again.png");
        Assert.Equal("31 frames, all the same\n", run.Output);
        Assert.Equal(File.ReadAllBytes(workspace.Path("out.png")), File.ReadAllBytes(workspace.Path("again.png")));
    }

    [Fact]
    public void Frames_that_differ_where_they_may_not_are_a_failure()
    {
        using var workspace = new Workspace();
        Succeed(workspace, "animate", CommittedFiles.Still("dog.webp"), "-o", "a.webp", "--emotion", "anger", "--seconds", "0.5", "--size", "32", "--device", "cpu", "--log", "a.jsonl");
        string log = File.ReadAllText(workspace.Path("a.jsonl"));
        File.WriteAllText(workspace.Path("b.jsonl"), log.Replace("\"seed\":1", "\"seed\":2", StringComparison.Ordinal));
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "replay", "b.jsonl"), 1, "b.jsonl", "frames that differ");
        File.WriteAllText(workspace.Path("c.jsonl"), log[..(log.Length / 2)]);
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "replay", "c.jsonl"), 1, "c.jsonl", "no step");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "replay", "none.jsonl"), 1, "none.jsonl");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "replay", "a.jsonl", "-o", "x.txt"), 2, ".txt");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "grade", "-", "o.mp4", "--mood", "awe", "--log", "g.jsonl"), 2, "--log");
        Assert.False(File.Exists(workspace.Path("g.jsonl")));
    }

    private static ToolRun Succeed(Workspace workspace, params string[] arguments)
    {
        ToolRun run = ToolRun.StartIn(workspace.Folder, arguments);
        Assert.True(run.ExitCode == 0 && run.Error.Length == 0, run.Error + run.Output);
        return run;
    }

    private static void Make(Workspace workspace, string name, string filter)
    {
        string[] arguments = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", filter, "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", workspace.Path(name)];
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
