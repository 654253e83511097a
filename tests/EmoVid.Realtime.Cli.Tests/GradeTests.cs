using System.Globalization;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary><c>emovid grade</c> on small synthetic clips that ffmpeg makes.</summary>
public class GradeTests
{
    private const int Width = 64, Height = 48;

    [Fact]
    public void A_video_keeps_its_frames_and_its_audio()
    {
        using var workspace = new Workspace();
        Clip(workspace, "in.mp4", "-c:a aac -shortest");
        ToolRun run = Grade(workspace, "in.mp4", "out.mp4", "--mood", "sadness:0.7,fear:0.3", "--transition", "0.2", "--flash-report", "flashes.csv");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Output);
        Assert.Equal(AudioPackets(workspace, "in.mp4"), AudioPackets(workspace, "out.mp4"));
        string[] rows = File.ReadAllLines(workspace.Path("flashes.csv"));
        Assert.Equal(FlashReport.CsvHeader, rows[0]);
        Assert.Equal(1 + 12, rows.Length);
        (RgbaImage first, int count) = FirstFrame(workspace.Path("out.mp4"));
        Assert.Equal((Width, Height, 12), (first.Width, first.Height, count));
        Assert.Equal(["flashes.csv", "in.mp4", "out.mp4"], Workspace.Entries(workspace.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Alpha_is_kept()
    {
        using var workspace = new Workspace();
        const string Source = "testsrc2=s=64x48:r=12:d=0.5";
        Make(workspace, "-v", "error", "-f", "lavfi", "-i", Source + ",format=yuva420p,colorchannelmixer=aa=0.5", "-c:v", "libvpx-vp9", "in.webm");
        ToolRun run = Grade(workspace, "in.webm", "out.webm", "--mood", "awe");
        Assert.True(run.ExitCode == 0, run.Error);
        (RgbaImage first, int count) = FirstFrame(workspace.Path("out.webm"));
        Assert.Equal(6, count);
        Assert.InRange(first.Pixels[4 * (Width * Height / 2) + 3], 120, 136);
    }

    [Theory]
    [InlineData("smpte2084", 572)]
    [InlineData("arib-std-b67", 721)]
    public void A_high_dynamic_range_is_refused_or_brought_to_sRGB(string transfer, int white)
    {
        // Half black, half the reference white of BT.2408 (58 % of PQ, 75 % of HLG), 10 bits of limited range.
        using var workspace = new Workspace();
        Make(workspace, "-v", "error", "-f", "lavfi", "-i", $"color=c=black:s=64x48:r=12:d=0.5,format=yuv420p10le,geq=lum='if(lt(X,32),64,{white})':cb=512:cr=512", "-c:v", "libx265", "-x265-params", $"log-level=none:lossless=1:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc", "hdr.mp4");
        OneLine.Assert(Grade(workspace, "hdr.mp4", "sdr.mp4", "--mood", "neutral"), 1, "hdr.mp4", "high dynamic range", "--tone-map");
        Assert.False(File.Exists(workspace.Path("sdr.mp4")));

        ToolRun run = Grade(workspace, "hdr.mp4", "sdr.mp4", "--mood", "neutral", "--tone-map");
        Assert.True(run.ExitCode == 0, run.Error);
        (RgbaImage first, int count) = FirstFrame(workspace.Path("sdr.mp4"));
        Assert.Equal(6, count);
        Assert.InRange(first.Pixels[4 * (24 * Width + 8)], 0, 12);
        Assert.InRange(first.Pixels[4 * (24 * Width + 56)], 150, 250);
        workspace.Write("in.raw", []);
        OneLine.Assert(Pipe(workspace, "--mood", "awe", "--raw", Announced("rgba"), "--tone-map"), 2, "--tone-map");
    }

    [Fact]
    public void A_still_stays_a_still_and_protected_pixels_keep_their_bits()
    {
        using var workspace = new Workspace();
        byte[] source = Noise(1);
        workspace.Write("in.png", PngWriter.Encode(new FrameView(source, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Straight)));
        byte[] mask = new byte[source.Length];
        for (int i = 0; i < mask.Length; i += 4)
        {
            (mask[i], mask[i + 1], mask[i + 2], mask[i + 3]) = i / 4 % Width < 20 ? ((byte)0, (byte)0, (byte)0, (byte)255) : ((byte)255, (byte)255, (byte)255, (byte)255);
        }

        workspace.Write("mask.png", PngWriter.Encode(new FrameView(mask, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Straight)));
        ToolRun run = Grade(workspace, "in.png", "out.png", "--mood", "sadness", "--mask", "mask.png", "--hud", "40,0,24,48", "--protect-skin", "0.5", "--no-limiter");
        Assert.True(run.ExitCode == 0, run.Error);
        byte[] graded = StickerReader.Read(workspace.Path("out.png")).Pixels;
        int changed = 0;
        for (int i = 0; i < source.Length; i += 4)
        {
            int x = i / 4 % Width;
            bool same = source.AsSpan(i, 3).SequenceEqual(graded.AsSpan(i, 3));
            Assert.Equal(source[i + 3], graded[i + 3]);
            Assert.True(same || x is >= 20 and < 40, $"Pixel {i / 4} of column {x} has changed.");
            changed += same ? 0 : 1;
        }

        Assert.InRange(changed, 20 * Height / 2, 20 * Height);
    }

    [Fact]
    public void A_software_device_writes_what_the_cpu_writes()
    {
        using var workspace = new Workspace();
        byte[] source = Noise(7);
        workspace.Write("in.png", PngWriter.Encode(new FrameView(source, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Straight)));
        foreach (string device in new[] { "cpu", "software", "auto" })
        {
            ToolRun run = ToolRun.StartIn(workspace.Folder, "grade", "in.png", $"{device}.png", "--mood", "anger", "--device", device);
            Assert.True(run.ExitCode == 0, run.Error);
        }

        byte[] expected = StickerReader.Read(workspace.Path("cpu.png")).Pixels;
        Assert.NotEqual(source, expected);
        Assert.Equal(expected, StickerReader.Read(workspace.Path("software.png")).Pixels);
        Assert.Equal(expected, StickerReader.Read(workspace.Path("auto.png")).Pixels);
    }

    [Fact]
    public void Originals_stand_beside_graded_frames()
    {
        using var workspace = new Workspace();
        byte[] source = Noise(2);
        workspace.Write("in.png", PngWriter.Encode(new FrameView(source, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Straight)));
        ToolRun run = Grade(workspace, "in.png", "out.png", "--mood", "anger", "--compare");
        Assert.True(run.ExitCode == 0, run.Error);
        RgbaImage pair = StickerReader.Read(workspace.Path("out.png"));
        Assert.Equal((2 * Width, Height), (pair.Width, pair.Height));
        for (int y = 0; y < Height; y++)
        {
            Assert.True(source.AsSpan(y * Width * 4, Width * 4).SequenceEqual(pair.View.Row(y)[..(Width * 4)]));
            Assert.False(source.AsSpan(y * Width * 4, Width * 4).SequenceEqual(pair.View.Row(y)[(Width * 4)..]));
        }
    }

    [Theory]
    [InlineData("rgba", 4, 1)]
    [InlineData("bgra", 4, 1)]
    [InlineData("nv12", 3, 2)]
    [InlineData("yuv420p", 3, 2)]
    [InlineData("rgba16f", 8, 1)]
    public void The_neutral_mood_gives_raw_frames_back_bit_for_bit(string format, int numerator, int denominator)
    {
        using var workspace = new Workspace();
        // The same frame three times: noise that changed would be a flash.
        byte[] frame = new byte[Width * Height * numerator / denominator];
        for (int i = 0; i < frame.Length; i++)
        {
            // Half floats from 0 to below 2, and every byte elsewhere.
            frame[i] = (byte)(format == "rgba16f" && i % 2 == 1 ? i / 2 % 0x40 : i * 37 % 251);
        }

        byte[] source = [.. frame, .. frame, .. frame];
        workspace.Write("in.raw", source);
        ToolRun run = Pipe(workspace, "--mood", "neutral", "--raw", Announced(format));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(source, File.ReadAllBytes(workspace.Path("out.raw")));
    }

    [Fact]
    public void Equal_frames_give_equal_bytes_and_a_live_grade_gives_all_frames()
    {
        using var workspace = new Workspace();
        byte[] frame = Noise(3);
        workspace.Write("in.raw", [.. frame, .. frame, .. frame, .. frame]);
        Assert.Equal(0, Pipe(workspace, "--mood", "awe", "--raw", Announced("rgba"), "--threads", "1").ExitCode);
        byte[] once = File.ReadAllBytes(workspace.Path("out.raw"));
        Assert.Equal(0, Pipe(workspace, "--mood", "awe", "--raw", Announced("rgba"), "--threads", "2").ExitCode);
        Assert.Equal(once, File.ReadAllBytes(workspace.Path("out.raw")));
        Assert.NotEqual(frame, once[..frame.Length]);
        ToolRun live = Pipe(workspace, "--mood", "awe", "--raw", Announced("rgba"), "--live", "--control");
        Assert.True(live.ExitCode == 0, live.Error);
        Assert.Equal(once.Length, new FileInfo(workspace.Path("out.raw")).Length);
        Assert.Matches("^control: ws://127\\.0\\.0\\.1:[0-9]+/control token [0-9a-f]{32}$", Assert.Single(live.ErrorLines));
    }

    [Fact]
    public void A_timeline_begins_where_it_says()
    {
        using var workspace = new Workspace();
        byte[] frame = Noise(4);
        workspace.Write("in.raw", [.. frame, .. frame, .. frame, .. frame]);
        workspace.Write("t.json", """{"keys":[{"time":0,"mix":"neutral"},{"time":0.5,"mix":"sadness:0.7,fear:0.3","transition":1,"strength":0.8}]}"""u8);
        ToolRun run = Pipe(workspace, "--timeline", "t.json", "--raw", $"{Width}x{Height}:rgba@4");
        Assert.True(run.ExitCode == 0, run.Error);
        byte[] graded = File.ReadAllBytes(workspace.Path("out.raw"));
        Assert.Equal(frame, graded[..frame.Length]);
        Assert.Equal(frame, graded[frame.Length..(2 * frame.Length)]);
        Assert.NotEqual(frame, graded[(3 * frame.Length)..]);
    }

    [Fact]
    public void A_pipe_that_closes_in_the_middle_is_one_line()
    {
        using var workspace = new Workspace();
        byte[] frame = Noise(5);
        workspace.Write("in.raw", [.. frame, .. frame.AsSpan(0, 1000)]);
        ToolRun cut = Pipe(workspace, "--mood", "awe", "--raw", Announced("rgba"));
        OneLine.Assert(cut, 1, "inside frame 2");
        Assert.Equal(frame.Length, new FileInfo(workspace.Path("out.raw")).Length);

        // The reader takes a hundred bytes and goes; the writer goes on for ever.
        ToolRun gone = ToolRun.StartInShell(workspace.Folder, "set -o pipefail; { while cat in.raw; do :; done } 2>/dev/null | \"$@\" | head -c 100 >/dev/null; exit ${PIPESTATUS[1]}", "grade", "-", "-", "--mood", "awe", "--raw", Announced("rgba"), "--device", "cpu");
        OneLine.Assert(gone, 1, "Writing '-'", "reader");
    }

    [Theory]
    [InlineData("{\"keys\":[]}", "no list of keys")]
    [InlineData("{\"keys\":[{\"time\":0,\"mix\":\"joy\"}]}", "key 1")]
    [InlineData("{\"keys\":[{\"time\":0}]}", "'mix'")]
    [InlineData("{\"keys\":[{\"time\":1,\"mix\":\"awe\"},{\"time\":1,\"mix\":\"fear\"}]}", "key 2")]
    [InlineData("{\"keys\":[{\"time\":0,\"mix\":\"awe\",\"strenght\":1}]}", "strenght")]
    [InlineData("{\"keys\":[{\"time\":0,\"mix\":\"awe\",\"strength\":2}]}", "from 0 to 1")]
    [InlineData("{\"keys\":", "not JSON (line 1)")]
    public void A_broken_timeline_is_one_line(string json, string expected)
    {
        using var workspace = new Workspace();
        workspace.Write("t.json", System.Text.Encoding.UTF8.GetBytes(json));
        OneLine.Assert(Grade(workspace, CommittedFiles.Still("fox.webp"), "out.webp", "--timeline", "t.json"), 1, "t.json", expected);
        Assert.Equal([workspace.Path("t.json")], Workspace.Entries(workspace.Folder));
    }

    [Theory]
    [InlineData("--mood")]
    [InlineData("--mood", "--mood", "joy")]
    [InlineData("--control", "--mood", "awe", "--control")]
    [InlineData("--control-port", "--mood", "awe", "--control-port", "80")]
    [InlineData("--live", "--mood", "awe", "--live")]
    [InlineData("--raw", "--mood", "awe", "--raw", "64x48:rgba")]
    [InlineData("--hud", "--mood", "awe", "--hud", "1,2,3")]
    [InlineData("--strength", "--mood", "awe", "--strength", "2")]
    [InlineData("--flash-report", "--mood", "awe", "--no-limiter", "--flash-report", "f.csv")]
    [InlineData(".txt", "--mood", "awe", "--flash-report", "f.txt")]
    public void A_bad_argument_is_refused(string expected, params string[] arguments)
    {
        using var workspace = new Workspace();
        OneLine.Assert(Grade(workspace, CommittedFiles.Still("fox.webp"), "out.webp", arguments), 2, expected);
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void Places_that_cannot_be_are_refused()
    {
        using var workspace = new Workspace();
        OneLine.Assert(Grade(workspace, CommittedFiles.Still("fox.webp"), "out.bmp", "--mood", "awe"), 2, ".bmp");
        OneLine.Assert(Grade(workspace, CommittedFiles.Still("fox.webp"), "-", "--mood", "awe"), 2, "--raw");
        OneLine.Assert(Grade(workspace, "none.mp4", "out.mp4", "--mood", "awe"), 1, "none.mp4");
        OneLine.Assert(Grade(workspace, CommittedFiles.Still("fox.webp"), "out.webp", "--mood", "awe", "--mask", CommittedFiles.Still("avatar.png")), 1, "reading the mask");
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void A_mood_of_ones_own_cannot_be_driven_by_the_control()
    {
        using var workspace = new Workspace();
        workspace.Write("in.raw", []);
        workspace.Write("own.json", """{"format":1,"name":"nostalgia","grade":{"contrast":{"value":-0.1}}}"""u8);
        OneLine.Assert(Pipe(workspace, "--mood", "nostalgia", "--moods", ".", "--raw", Announced("rgba"), "--live", "--control"), 2, "--mood", "--control");
    }

    private static ToolRun Grade(Workspace workspace, string input, string output, params string[] arguments) =>
        ToolRun.StartIn(workspace.Folder, ["grade", input, output, "--device", "cpu", .. arguments]);

    private static ToolRun Pipe(Workspace workspace, params string[] arguments) =>
        ToolRun.StartInShell(workspace.Folder, "cat in.raw | \"$@\" > out.raw", ["grade", "-", "-", "--device", "cpu", .. arguments]);

    private static string Announced(string format) => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}:{format}@30");

    private static byte[] Noise(int seed)
    {
        byte[] pixels = new byte[Width * Height * 4];
        new Random(seed).NextBytes(pixels);
        for (int i = 3; i < pixels.Length; i += 4)
        {
            // Where nothing shows, colours need not survive a picture format.
            pixels[i] |= 1;
        }

        return pixels;
    }

    private static void Clip(Workspace workspace, string name, string options) =>
        Make(workspace, ["-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=12:d=1", "-f", "lavfi", "-i", "sine=440:duration=1", .. options.Split(' '), "-pix_fmt", "yuv420p", name]);

    private static void Make(Workspace workspace, params string[] arguments)
    {
        ToolRun made = ToolRun.Run(workspace.Folder, "ffmpeg", arguments);
        Assert.True(made.ExitCode == 0, made.Error);
    }

    private static string AudioPackets(Workspace workspace, string name)
    {
        ToolRun probe = ToolRun.Run(workspace.Folder, "ffmpeg", ["-v", "error", "-i", name, "-map", "0:a:0", "-c", "copy", "-f", "md5", "-"]);
        Assert.True(probe.ExitCode == 0, probe.Error);
        return probe.Output;
    }

    private static (RgbaImage First, int Count) FirstFrame(string path)
    {
        using FrameReader reader = FrameReader.Open(path);
        RgbaImage? first = null;
        int count = 0;
        for (; reader.TryRead(out MediaFrame frame); count++)
        {
            first ??= frame.Image;
        }

        return (first!, count);
    }
}
