using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Tests;

/// <summary>The camera sample on pictures that ffmpeg makes.</summary>
public sealed class MoodCameraTests : IDisposable
{
    private const string Name = "MoodCamera";
    private const string Test = "lavfi:testsrc2=size=64x48:rate=10";
    private readonly Workspace _workspace = new();

    [Fact]
    public void Frames_arrive_as_pictures_neutral_ones_as_they_were_and_sad_ones_with_less_colour()
    {
        double neutral = Colorfulness("neutral", "plain"), sad = Colorfulness("sadness", "sad");
        Assert.True(sad < neutral - 0.05, $"{sad} {neutral}");

        double Colorfulness(string mood, string folder)
        {
            SampleRun run = SampleRun.Of(Name, ["lavfi:color=c=0x6080a0:size=64x48:rate=10", _workspace[folder] + "/", "--mood", mood, "--size", "64x48", "--fps", "10", "--frames", "12", "--pace", "fast"]);
            Assert.Equal((0, ""), (run.Code, run.Text));
            Assert.StartsWith("12 frames, " + mood, run.Error, StringComparison.Ordinal);
            string[] files = [.. Directory.EnumerateFiles(_workspace[folder]).Order(StringComparer.Ordinal)];
            Assert.Equal(12, files.Length);
            using var meter = new CpuAttributeMeter();
            RgbaImage last = StickerReader.Read(files[^1]);
            Assert.Equal((64, 48), (last.Width, last.Height));
            return meter.Measure(last.View).Colorfulness;
        }
    }

    [Fact]
    public void A_file_becomes_a_clip_and_a_second_run_the_same_one()
    {
        string clip = _workspace.Clip("in.mp4", "testsrc2=size=64x48:rate=10:duration=2");
        foreach (string output in new[] { "a.mp4", "b.mp4" })
        {
            Assert.Equal(0, SampleRun.Of(Name, [clip, _workspace[output], "--mood", "fear:0.7", "--size", "64x48", "--fps", "10", "--pace", "fast"]).Code);
        }

        using FrameReader first = FrameReader.Open(_workspace["a.mp4"]), second = FrameReader.Open(_workspace["b.mp4"]);
        int count = 0;
        while (first.TryRead(out MediaFrame a))
        {
            Assert.True(second.TryRead(out MediaFrame b));
            Assert.Equal(a.Image.Pixels, b.Image.Pixels);
            count++;
        }

        Assert.Equal(20, count);
    }

    [Fact]
    public void A_mood_that_is_typed_turns_a_live_pipe_and_a_slip_is_one_line()
    {
        SampleRun run = SampleRun.Of(Name, [Test, "-", "--size", "64x48", "--fps", "10", "--frames", "8"], stream => stream.Write("glee\nsadness:0.5\n"u8));
        Assert.Equal((0, 8 * 64 * 48 * 3 / 2), (run.Code, run.Output.Length));
        string[] lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.Contains("'glee' is not an emotion", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("8 frames, sadness:0.5, grader ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_one_line()
    {
        SampleRun.Of(Name, ["x"]).AssertFails(2, Name, "usage");
        SampleRun.Of(Name, [Test, _workspace["o.mp4"], "--size", "65x48"]).AssertFails(2, Name, "--size 65x48");
        SampleRun.Of(Name, [Test, _workspace["o.mp4"], "--mood", "glee"]).AssertFails(1, Name, "'glee'");
        SampleRun.Of(Name, [Test, _workspace["o.webp"], "--size", "64x48"]).AssertFails(1, Name, ".mp4");
        SampleRun.Of(Name, [_workspace["none.mp4"], _workspace["o.mp4"], "--size", "64x48"]).AssertFails(1, Name, "none.mp4");
        SampleRun.Of(Name, ["/dev/video-none", _workspace["o.mp4"], "--size", "64x48"]).AssertFails(1, Name, "/dev/video-none");
        SampleRun.Of(Name, [Test, _workspace["none/o.mp4"], "--size", "64x48"]).AssertFails(1, Name, "none");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.Folder));
    }

    public void Dispose() => _workspace.Dispose();
}
