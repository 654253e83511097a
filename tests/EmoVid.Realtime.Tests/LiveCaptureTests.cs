using System.Diagnostics;
using System.Text.RegularExpressions;
using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Tests;

/// <summary>A live act, whose networks run on a thread of their own by the clock on the wall, comes out of its one file again, bit for bit.</summary>
public partial class LiveCaptureTests(Studio studio) : IClassFixture<Studio>
{
    private static readonly CaptureReplayOptions WithPack = new() { PackFolder = CommittedFiles.Pack };

    [Fact]
    public void A_live_act_is_replayed_to_the_bit_and_so_are_its_arrivals()
    {
        string path = studio.NewPath("live.jsonl"), clip = studio.NewPath("again.webp");
        (int frames, TimeSpan length) = Act(path, 150, complete: true);
        CaptureLog log = CaptureLog.Read(path);
        Assert.True(log.IsComplete);
        Assert.Equal((frames, frames, CaptureWork.Live), (log.Digests.Count, log.Steps.Count, log.Header.Work));
        Assert.True(log.Updates.Count >= 12, $"{log.Updates.Count} updates");
        Assert.Equal(LiveUpdateKind.Start, log.Updates[0].Kind);
        Assert.Contains(log.Updates, update => update.Kind == LiveUpdateKind.Turn);
        Assert.Contains(log.Steps, step => step.Tier == ActorTier.Still);
        Assert.True(log.Digests.Distinct().Count() >= 12);
        Assert.Equal(new CaptureReplayReport(frames, frames, 0, -1, ""), CaptureReplay.Run(log, WithPack with { Output = clip }, null, CancellationToken.None));
        using (FrameReader reader = FrameReader.Open(clip))
        {
            // As long as it took, though frames of a few milliseconds are shown one for several.
            Assert.Equal(48, reader.Width);
            Assert.InRange(reader.Duration!.Value.TotalSeconds, length.TotalSeconds - 0.05, length.TotalSeconds + 0.1);
        }

        // The same runs, one of them a few frames later than it came: the file tells more than what was asked for.
        string[] lines = File.ReadAllLines(path);
        int turn = Array.FindIndex(lines, line => line.Contains("\"kind\":\"turn\"", StringComparison.Ordinal));
        lines[turn] = Shown().Replace(lines[turn], match => $"\"shown\":{long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + 3}");
        string changed = studio.NewPath("changed.jsonl");
        File.WriteAllLines(changed, lines);
        CaptureReplayReport other = CaptureReplay.Run(CaptureLog.Read(changed), WithPack, null, CancellationToken.None);
        Assert.False(other.IsSame);
    }

    [Fact]
    public void A_live_act_that_broke_off_is_replayed_as_far_as_it_was_written()
    {
        string path = studio.NewPath("broken.jsonl");
        (int frames, _) = Act(path, 40, complete: false);
        CaptureLog log = CaptureLog.Read(path);
        Assert.False(log.IsComplete);
        Assert.InRange(log.Digests.Count, frames / 2, frames);
        Assert.True(CaptureReplay.Run(log, WithPack, null, CancellationToken.None).IsSame);
    }

    [Fact]
    public void A_writer_that_is_not_told_of_arrivals_says_so()
    {
        var frame = new RgbaImage(48, 48, AlphaMode.Premultiplied);
        using var capture = CaptureWriter.Create(studio.NewPath("untold.jsonl"), Header(), [Still()]);
        CaptureException failure = Assert.Throws<CaptureException>(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                capture.Step(new CaptureStep(0, EmotionMix.Neutral, Updates: 1));
                capture.Add(frame.View);
            }
        });
        Assert.Contains("CaptureWriter.Arrived", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        using StickerPerformance waiting = studio.Animator.CreatePerformance(studio.Face.View, new EmotionSignal(0, 0), 9);
        Assert.Throws<ArgumentException>("performance", () => CaptureStep.Of(waiting, TimeSpan.Zero, EmotionMix.Neutral));
    }

    [Fact]
    public void A_live_frame_costs_no_allocation()
    {
        var frame = new RgbaImage(48, 48, AlphaMode.Premultiplied);
        using var capture = CaptureWriter.Create(studio.NewPath("steady.jsonl"), Header(), [Still()]);
        long n = 0;
        void Add()
        {
            capture.Step(new CaptureStep(0, EmotionMix.Neutral, Time: TimeSpan.FromMilliseconds(n++)));
            capture.Add(frame.View);
        }

        for (int i = 0; i < 200; i++)
        {
            Add();
        }

        Allocations.AssertNone(Add);
        capture.Complete();
    }

    [Theory]
    [InlineData("\"updates\":0", "\"updates\":9", "'updates'")]
    [InlineData("\"tier\":\"full\"", "\"tier\":\"half\"", "'tier'")]
    [InlineData("\"kind\":\"start\"", "\"kind\":\"end\"", "'kind'")]
    [InlineData("\"inTime\":true", "\"inTime\":1", "'inTime'")]
    [InlineData("\"work\":\"live\"", "\"work\":\"performance\"", "'framesPerSecond'")]
    public void A_line_that_is_none_of_ours_is_named(string was, string instead, string word)
    {
        const string Text = """
            {"format":"emovid-capture","version":1,"work":"live","sdk":"1","device":"cpu","provider":"cpu","pack":"x","size":48,"seed":1}
            {"line":"step","frame":0,"mix":{},"intensity":1,"ticks":0,"tier":"full","updates":0}
            {"line":"frame","frame":0,"digest":"0123456789abcdef"}
            {"line":"update","kind":"start","asked":0,"instant":0,"mix":{"awe":1},"intensity":1,"arrived":0,"shown":1,"inTime":true}

            """;
        string path = studio.NewPath("bad.jsonl");
        File.WriteAllText(path, Text);
        Assert.Equal(new LiveUpdate(LiveUpdateKind.Start, 0, 0, EmotionMix.Of(Emotion.Awe), 0, 1, true), Assert.Single(CaptureLog.Read(path).Updates));
        File.WriteAllText(path, Text.Replace(was, instead, StringComparison.Ordinal));
        Assert.Contains(word, Assert.Throws<CaptureException>(() => CaptureLog.Read(path)).Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("\"shown\":([0-9]+)")]
    private static partial Regex Shown();

    private static CaptureInput Still() => CaptureInput.FromFile(CaptureInput.Still, CommittedFiles.Still("face.webp"));

    private CaptureHeader Header() => CaptureHeader.Of(studio.Animator, studio.Engine, 48, 9);

    private (int Frames, TimeSpan Length) Act(string path, int frames, bool complete)
    {
        var signal = new EmotionSignal(0.2, 0.3);
        using var capture = CaptureWriter.Create(path, Header(), [Still()]);
        using var networks = new ActorThread();
        using StickerPerformance performance = studio.Animator.CreatePerformance(studio.Face.View, signal, networks, 9, new LiveActorOptions { UpdatesPerSecond = 20, Arrived = capture.Arrived });
        var image = new RgbaImage(48, 48, AlphaMode.Premultiplied);
        long start = Stopwatch.GetTimestamp();
        TimeSpan time = default;
        int n = 0;
        for (; n < frames || performance.Live!.Updates < 12; n++)
        {
            time = Stopwatch.GetElapsedTime(start);
            if (n % 30 == 0)
            {
                signal.SetTarget(EmotionMix.Of((Emotion)(n / 30 % EmotionNames.Count)), time);
            }

            performance.Live!.Tier = n is > 95 and < 105 ? ActorTier.Still : n is > 60 and < 75 ? ActorTier.WarpOnly : ActorTier.Full;
            EmotionMix mix = performance.RenderAt(time, image.Target);
            capture.Step(CaptureStep.Of(performance, time, mix));
            capture.Add(image.View);

            // Frames that come at their own times, the first not before the networks are there at all.
            Assert.True(n < 50_000, "The networks do not run.");
            Assert.True(n > 0 || SpinWait.SpinUntil(() => performance.Live.Updates > 0, TimeSpan.FromSeconds(60)), performance.Live.Fault);
            Thread.Sleep(5 + n % 7);
        }

        Assert.Null(performance.Live!.Fault);
        if (complete)
        {
            capture.Complete();
        }

        return (n, time);
    }
}
