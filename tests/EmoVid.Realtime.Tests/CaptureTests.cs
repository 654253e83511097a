using System.Text;
using System.Text.Json;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Tests;

/// <summary>What was captured comes out again, bit for bit, from the one file.</summary>
public class CaptureTests(Studio studio) : IClassFixture<Studio>
{
    private static readonly CaptureReplayOptions WithPack = new() { PackFolder = CommittedFiles.Pack };

    [Fact]
    public void A_performance_is_replayed_to_the_bit_and_a_changed_command_is_seen()
    {
        string path = studio.NewPath("act.jsonl");
        Perform(path, 40, complete: true);
        CaptureLog log = CaptureLog.Read(path);
        Assert.True(log.IsComplete);
        Assert.Equal((40, CaptureWork.Performance, 48), (log.Digests.Count, log.Header.Work, log.Header.Size));
        Assert.InRange(log.Steps.Count, 3, 40);
        Assert.True(log.Digests.Distinct().Count() > 30);
        CaptureReplayReport report = CaptureReplay.Run(log, WithPack, null, CancellationToken.None);
        Assert.Equal(new CaptureReplayReport(40, 40, 0, -1, ""), report);
        Assert.True(report.IsSame);

        // The same file with another emotion from one of its steps on: everything before it is the same, not all after it.
        string[] lines = File.ReadAllLines(path);
        int[] steps = [.. Enumerable.Range(0, lines.Length).Where(index => lines[index].Contains("\"step\"", StringComparison.Ordinal)).Skip(4)];
        long frame = FrameOf(lines[steps[0]]);
        Assert.InRange(frame, 5, 12);
        Array.ForEach(steps, index => lines[index] = $$"""{"line":"step","frame":{{FrameOf(lines[index])}},"mix":{"anger":1},"intensity":1}""");
        string changed = studio.NewPath("changed.jsonl");
        File.WriteAllText(changed, string.Join('\n', lines) + "\n");
        CaptureReplayReport other = CaptureReplay.Run(CaptureLog.Read(changed), WithPack, null, CancellationToken.None);
        Assert.False(other.IsSame);
        Assert.InRange(other.FirstDifference, frame, 39);
    }

    [Fact]
    public void A_run_that_broke_off_is_replayed_as_far_as_it_went_and_half_a_line_is_left_out()
    {
        string path = studio.NewPath("broken.jsonl");
        Perform(path, 12, complete: false);
        File.AppendAllText(path, """{"line":"fra""");
        CaptureLog log = CaptureLog.Read(path);
        Assert.Equal((false, 12), (log.IsComplete, log.Digests.Count));
        string clip = studio.NewPath("again.webp");
        Assert.True(CaptureReplay.Run(log, WithPack with { Output = clip }, null, CancellationToken.None).IsSame);
        using FrameReader reader = FrameReader.Open(clip);
        Assert.Equal((48, 12), (reader.Width, reader.FrameCount));
    }

    [Fact]
    public void A_clip_captured_beside_its_file_is_replayed_to_the_bit()
    {
        string path = studio.NewPath("clip.jsonl"), still = CommittedFiles.Still("face.webp");
        ClipRequest request = Studio.Small with { Mix = EmotionMix.Parse("fear:0.3,awe:0.3", 0.7f), Seed = ulong.MaxValue };
        using (StickerClip clip = studio.Animator.CreateClip(studio.Face.View, request))
        using (AttributeMeter meter = studio.Engine.CreateMeter())
        using (var sink = new ClipSink(studio.NewPath("clip.webp"), request))
        using (var capture = CaptureWriter.Create(path, CaptureHeader.Of(studio.Animator, studio.Engine, request), [CaptureInput.FromFile(CaptureInput.Still, still)]))
        {
            capture.Step(new CaptureStep(0, request.Mix));
            ClipExporter.Export(clip, meter, [sink, capture], null, CancellationToken.None);
        }

        CaptureLog log = CaptureLog.Read(path);
        Assert.Equal(File.ReadAllBytes(still), Assert.Single(log.Inputs).Content.ToArray());
        Assert.Equal(request.Mix, Assert.Single(log.Steps).Mix);
        Assert.Equal(new CaptureReplayReport(12, 12, 0, -1, ""), CaptureReplay.Run(log, WithPack, null, CancellationToken.None));
    }

    [Fact]
    public void An_input_that_is_only_named_must_be_the_same_file()
    {
        string path = studio.NewPath("named.jsonl"), still = CommittedFiles.Still("face.webp");
        Perform(path, 3, complete: true);
        string[] lines = File.ReadAllLines(path);
        int content = lines[1].IndexOf(",\"content\"", StringComparison.Ordinal);
        lines[1] = lines[1][..content] + "}";
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        CaptureLog log = CaptureLog.Read(path);
        Assert.Contains("'face.webp'", Assert.Throws<CaptureException>(() => CaptureReplay.Run(log, WithPack, null, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Contains("another file", Assert.Throws<CaptureException>(() => CaptureReplay.Run(log, WithPack with { Input = CommittedFiles.Still("dog.webp") }, null, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.True(CaptureReplay.Run(log, WithPack with { Input = still }, null, CancellationToken.None).IsSame);
    }

    [Fact]
    public void Another_device_is_named_where_bits_may_differ()
    {
        string path = studio.NewPath("device.jsonl");
        Perform(path, 3, complete: true);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"device\":\"cpu\"", "\"device\":\"gpu of yesterday\"", StringComparison.Ordinal));
        CaptureReplayReport report = CaptureReplay.Run(CaptureLog.Read(path), WithPack with { Engine = EngineChoice.Cpu }, null, CancellationToken.None);
        Assert.Equal("device gpu of yesterday is now cpu", report.Setting);
    }

    [Fact]
    public void Frames_cost_no_allocation_and_steps_that_say_nothing_new_no_line()
    {
        string path = studio.NewPath("steady.jsonl");
        var frame = new RgbaImage(64, 64, AlphaMode.Premultiplied);
        using (var capture = CaptureWriter.Create(path, Header(), [Still()]))
        {
            var mix = EmotionMix.Of(Emotion.Awe);
            int n = 0;
            void Add()
            {
                capture.Step(new CaptureStep(0, n++ % 50 == 0 ? EmotionMix.Neutral : mix));
                capture.Add(frame.View);
            }

            for (int i = 0; i < 200; i++)
            {
                Add();
            }

            Allocations.AssertNone(Add);
            capture.Complete();
        }

        Assert.InRange(CaptureLog.Read(path).Steps.Count, 8, 12);
    }

    [Theory]
    [InlineData("", "no whole line")]
    [InlineData("nonsense\n", "line 1: text that is not JSON")]
    [InlineData("[]\n", "an object")]
    [InlineData("{\"format\":\"other\"}\n", "'format'")]
    [InlineData("H2", "version")]
    [InlineData("H", "no step")]
    [InlineData("HF", "input lines, then a step")]
    [InlineData("HSX", "unknown field 'extra'")]
    [InlineData("HSG", "line 3: 7 for 'frame', expected 0")]
    [InlineData("HSD", "16 hexadecimal digits")]
    [InlineData("HM", "{\"glee\":1} for 'mix'")]
    [InlineData("HW", "weights")]
    [InlineData("HSE3", "'frames'")]
    [InlineData("HSEF", "after the end")]
    [InlineData("HI", "content that is not what")]
    public void A_file_that_is_no_capture_is_one_line(string content, string word)
    {
        const string Header = """{"format":"emovid-capture","version":1,"work":"performance","sdk":"1","device":"cpu","provider":"cpu","pack":"x","size":48,"framesPerSecond":20,"seed":1}""";
        var parts = new Dictionary<string, string>
        {
            ["H2"] = Header.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal),
            ["H"] = Header,
            ["S"] = """{"line":"step","frame":0,"mix":{},"intensity":1}""",
            ["F"] = """{"line":"frame","frame":0,"digest":"0123456789abcdef"}""",
            ["X"] = """{"line":"frame","frame":0,"digest":"0123456789abcdef","extra":1}""",
            ["G"] = """{"line":"frame","frame":7,"digest":"0123456789abcdef"}""",
            ["D"] = """{"line":"frame","frame":0,"digest":"0123"}""",
            ["M"] = """{"line":"step","frame":0,"mix":{"glee":1},"intensity":1}""",
            ["W"] = """{"line":"step","frame":0,"mix":{"awe":1.5},"intensity":1}""",
            ["E3"] = """{"line":"end","frames":3}""",
            ["E"] = """{"line":"end","frames":0}""",
            ["I"] = """{"line":"input","role":"still","name":"a","bytes":3,"sha256":"00","content":"AAAA"}""",
        };
        string text = content;
        if (content.Length > 0 && !content.EndsWith('\n'))
        {
            var lines = new StringBuilder();
            for (int i = 0; i < content.Length;)
            {
                int length = i + 1 < content.Length && char.IsDigit(content[i + 1]) ? 2 : 1;
                lines.Append(parts[content.Substring(i, length)]).Append('\n');
                i += length;
            }

            text = lines.ToString();
        }

        string path = studio.NewPath("bad.jsonl");
        File.WriteAllText(path, text);
        var failure = Assert.Throws<CaptureException>(() => CaptureLog.Read(path));
        Assert.StartsWith($"reading the capture '{path}': found ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_one_line()
    {
        string path = Path.Combine(studio.NewPath("none"), "log.jsonl");
        Assert.Contains(path, Assert.Throws<CaptureException>(() => CaptureWriter.Create(path, Header(), [])).Message, StringComparison.Ordinal);
        Assert.Throws<CaptureException>(() => CaptureLog.Read(path));
        Assert.Throws<CaptureException>(() => CaptureInput.FromFile(CaptureInput.Still, path));
    }

    private static long FrameOf(string line)
    {
        using JsonDocument step = JsonDocument.Parse(line);
        return step.RootElement.GetProperty("frame").GetInt64();
    }

    private CaptureHeader Header() => CaptureHeader.Of(studio.Animator, studio.Engine, 48, 20, 9);

    private static CaptureInput Still() => CaptureInput.FromFile(CaptureInput.Still, CommittedFiles.Still("face.webp"));

    private void Perform(string path, int frames, bool complete)
    {
        var signal = new EmotionSignal(0.4, 0.6);
        using StickerPerformance performance = studio.Animator.CreatePerformance(studio.Face.View, signal, 9);
        using var capture = CaptureWriter.Create(path, Header(), [Still()]);
        var image = new RgbaImage(48, 48, AlphaMode.Premultiplied);
        for (int n = 0; n < frames; n++)
        {
            var time = TimeSpan.FromSeconds(n / 20.0);
            if (n is 5 or 22)
            {
                signal.SetTarget(n == 5 ? EmotionMix.Parse("excitement:0.6,awe:0.4") : EmotionMix.Of(Emotion.Sadness, 0.8f), time);
            }

            capture.Step(new CaptureStep(0, performance.RenderAt(time, image.Target)));
            capture.Add(image.View);
        }

        if (complete)
        {
            capture.Complete();
        }
    }
}
