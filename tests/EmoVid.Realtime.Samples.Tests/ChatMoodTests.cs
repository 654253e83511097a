using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Tests;

/// <summary>The whole sample: a transcript or lines that are typed drive a sticker and a scene.</summary>
public sealed class ChatMoodTests : IDisposable
{
    private const string Name = "ChatMood";
    private const string Sticker = "face.webp";
    private readonly Workspace _workspace = new();

    [Fact]
    public void A_transcript_makes_a_sticker_act_and_the_same_one_makes_the_same_clip()
    {
        string chat = _workspace.Write("chat.txt", "0.5 Ann: hello\n1.0 Bo: !boss\n1.0 Cy: 😱\n");
        byte[] Run(string transcript, string output, out SampleRun run)
        {
            run = SampleRun.Of(Name, [transcript, _workspace[output], "--sticker", CommittedFiles.Still(Sticker), "--size", "64", "--fps", "12", "--seconds", "2.5"]);
            Assert.Equal((0, ""), (run.Code, run.Error));
            return File.ReadAllBytes(_workspace[output]);
        }

        byte[] first = Run(chat, "a.webp", out SampleRun told), second = Run(chat, "b.webp", out _), quiet = Run(_workspace.Write("quiet.txt", ""), "c.webp", out SampleRun silence);
        Assert.Equal(first, second);
        Assert.NotEqual(first, quiet);
        Assert.StartsWith("1.00 fear:0.7", told.Text, StringComparison.Ordinal);
        Assert.EndsWith("30 frames, 3 lines\n", told.Text, StringComparison.Ordinal);
        Assert.Equal("30 frames, 0 lines\n", silence.Text);

        // Until the first word both act the same: what a chat will say later changes nothing.
        using FrameReader spoken = FrameReader.Open(_workspace["a.webp"]), silent = FrameReader.Open(_workspace["c.webp"]);
        for (int frame = 0; spoken.TryRead(out MediaFrame a); frame++)
        {
            Assert.True(silent.TryRead(out MediaFrame b));
            if (frame <= 12)
            {
                Assert.Equal(b.Image.Pixels, a.Image.Pixels);
            }
            else if (frame >= 20)
            {
                Assert.NotEqual(b.Image.Pixels, a.Image.Pixels);
            }
        }
    }

    [Fact]
    public void A_scene_takes_on_the_mood_and_the_sticker_stands_in_its_corner()
    {
        string scene = _workspace.Clip("scene.mp4", "color=c=0x6080a0:s=128x96:r=12:d=3"), chat = _workspace.Write("chat.txt", "0 !defeat\n0 !defeat\n");
        SampleRun run = SampleRun.Of(Name, [chat, _workspace["out.mp4"], "--scene", scene, "--sticker", CommittedFiles.Still(Sticker)]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        using FrameReader before = FrameReader.Open(scene), after = FrameReader.Open(_workspace["out.mp4"]);
        byte[] last = [], original = [];
        int count = 0;
        while (after.TryRead(out MediaFrame a) && before.TryRead(out MediaFrame b))
        {
            (last, original, count) = ([.. a.Image.Pixels], [.. b.Image.Pixels], count + 1);
        }

        Assert.Equal(36, count);
        // Top left: sadness takes colour away. Bottom right: a yellow face.
        Assert.True(Chroma(last, 10, 10) < Chroma(original, 10, 10) - 5);
        (int r, _, int b2) = At(last, 128 - 22, 96 - 22);
        Assert.True(r > b2 + 60, $"{r} {b2}");
    }

    [Fact]
    public void Lines_that_are_said_now_drive_raw_frames()
    {
        SampleRun run = SampleRun.Of(Name, ["-", "-", "--sticker", CommittedFiles.Still(Sticker), "--size", "32", "--fps", "10", "--seconds", "1"], stream =>
        {
            stream.Write("wow\nomg\n"u8);
            stream.Flush();
        });
        Assert.Equal(0, run.Code);
        Assert.Equal(10 * 32 * 32 * 4, run.Output.Length);
        // Two words of weight 1 and a calm of 2: half, less what has faded until the frame.
        Assert.Matches(@"^0\.\d0 awe:0\.[45]", run.Error);
        Assert.EndsWith("10 frames, 2 lines\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_one_line()
    {
        string chat = _workspace.Write("chat.txt", "lol");
        SampleRun.Of(Name, []).AssertFails(2, Name, "usage");
        SampleRun.Of(Name, [chat, "out.webp"]).AssertFails(2, Name, "--sticker");
        SampleRun.Of(Name, [chat, "out.webp", "--fps", "fast"]).AssertFails(2, Name, "--fps fast");
        SampleRun.Of(Name, [_workspace["none.txt"], _workspace["out.webp"], "--sticker", CommittedFiles.Still(Sticker)]).AssertFails(1, Name, "none.txt");
        SampleRun.Of(Name, [chat, _workspace["out.webp"], "--sticker", _workspace["none.png"]]).AssertFails(1, Name, "none.png");
        SampleRun.Of(Name, [chat, _workspace["out.webp"], "--scene", chat]).AssertFails(1, Name, "chat.txt");
        Assert.Equal([chat], Directory.EnumerateFiles(_workspace.Folder));
    }

    public void Dispose() => _workspace.Dispose();

    private static (int R, int G, int B) At(byte[] pixels, int x, int y) => (pixels[(y * 128 + x) * 4], pixels[(y * 128 + x) * 4 + 1], pixels[(y * 128 + x) * 4 + 2]);

    private static int Chroma(byte[] pixels, int x, int y)
    {
        (int r, int g, int b) = At(pixels, x, y);
        return Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b));
    }
}
