using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Tests;

/// <summary>The first program that people copy, and the README that shows it.</summary>
public sealed class HelloStickerTests : IDisposable
{
    private const string Name = "HelloSticker";
    private readonly Workspace _workspace = new();

    [Fact]
    public void A_still_becomes_a_clip()
    {
        string output = _workspace["dog.webp"];
        SampleRun run = SampleRun.Of(Name, [CommittedFiles.Still("dog.webp"), output, "fear:0.8,sadness:0.2"]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith($"{output}: 72 frames, brightness 0.", run.Text, StringComparison.Ordinal);
        using FrameReader clip = FrameReader.Open(output);
        Assert.Equal((512, 72, 3.0), (clip.Width, clip.FrameCount, clip.Duration!.Value.TotalSeconds));
    }

    [Fact]
    public void What_is_wrong_is_one_line()
    {
        SampleRun.Of(Name, []).AssertFails(2, Name, "STILL OUTPUT");
        SampleRun.Of(Name, [_workspace["none.png"], _workspace["out.webp"]]).AssertFails(1, Name, "none.png");
        SampleRun.Of(Name, [CommittedFiles.Still("dog.webp"), _workspace["out.webp"], "glee"]).AssertFails(1, Name, "'glee' is not an emotion");
        Assert.Empty(Directory.EnumerateFiles(_workspace.Folder));
    }

    [Fact]
    public void The_readme_shows_its_code()
    {
        string[] shown = Lines(File.ReadAllText(Path.Combine(CommittedFiles.Root, "README.md")).Split("```csharp\n")[1].Split("```")[0]);
        string[] program = Lines(File.ReadAllText(Path.Combine(CommittedFiles.Root, "samples", Name, "Program.cs")));
        Assert.InRange(program.Length, shown.Length, 34);
        Assert.True(shown.Length > 8);
        int first = Array.IndexOf(program, shown[0]);
        Assert.Equal(shown, program.Skip(first).Take(shown.Length));
    }

    public void Dispose() => _workspace.Dispose();

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 1)];
}
