using System.Diagnostics;
using System.Globalization;

namespace EmoVid.Realtime.Media.Tests;

public sealed class ClipWriterTests : IDisposable
{
    private static readonly ClipWriterOptions Film = new() { FramesPerSecond = 24 };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void An_APNG_comes_back_exactly_with_its_times()
    {
        string path = _folder.File("a.apng");
        RgbaImage[] frames = Write(path, Film, AlphaMode.Straight);
        IReadOnlyList<OracleFrame> decoded = Pillow.Decode(path);
        Assert.Equal(frames.Length, decoded.Count);
        for (int i = 0; i < frames.Length; i++)
        {
            PixelAssert.Near(frames[i].Pixels, decoded[i].Pixels);
            Assert.InRange(decoded[i].Milliseconds, 41, 42);
        }

        Assert.Equal("0", Ask(path, "print(Image.open(arguments[0]).info['loop'], end='')"));
    }

    [Fact]
    public void A_GIF_keeps_its_holes_and_nearly_its_colours()
    {
        string path = _folder.File("a.gif");
        RgbaImage[] frames = Write(path, Film, AlphaMode.Straight);
        IReadOnlyList<OracleFrame> decoded = Pillow.Decode(path);
        Assert.Equal(frames.Length, decoded.Count);
        for (int i = 0; i < frames.Length; i++)
        {
            // Dithering keeps the mean of the visible, the cut at half alpha keeps the shape.
            Assert.Equal(frames[i].Pixels.Where((_, at) => at % 4 == 3).Select(alpha => alpha >= 128), decoded[i].Pixels.Where((_, at) => at % 4 == 3).Select(alpha => alpha >= 128));
            for (int channel = 0; channel < 3; channel++)
            {
                Assert.InRange(Mean(decoded[i].Pixels, frames[i].Pixels, channel) - Mean(frames[i].Pixels, frames[i].Pixels, channel), -10, 10);
            }
        }

        Assert.Equal(500, decoded.Sum(frame => frame.Milliseconds), 10.0);
        Assert.Equal("0", Ask(path, "print(Image.open(arguments[0]).info['loop'], end='')"));
    }

    [Theory]
    [InlineData("a.gif", 1, "none")]
    [InlineData("a.gif", 3, "2")]
    [InlineData("a.apng", 1, "1")]
    [InlineData("a.webp", 1, "1")]
    public void Loops_are_written_as_the_format_counts_them(string name, int loops, string stored)
    {
        string path = _folder.File(name);
        Write(path, Film with { LoopCount = loops }, AlphaMode.Straight);
        Assert.Equal(stored, Ask(path, "print(Image.open(arguments[0]).info.get('loop', 'none'), end='')"));
    }

    [Fact]
    public void A_WebM_keeps_alpha()
    {
        string path = _folder.File("a.webm");
        RgbaImage[] frames = Write(path, Film with { Quality = 95 }, AlphaMode.Premultiplied);
        Assert.Equal(("vp9", "64", "48", "24/1"), Probe(path));
        using FrameReader reader = FrameReader.Open(path);
        Assert.True(reader.Video!.HasAlpha);
        foreach (RgbaImage expected in frames)
        {
            Assert.True(reader.TryRead(out MediaFrame frame));
            var straight = new RgbaImage(64, 48, AlphaMode.Straight);
            AlphaConversion.Convert(expected.View, straight.Target);
            Assert.InRange(PixelAssert.MeanDifference(straight.Pixels, frame.Image.Pixels), 0, 5);
            Assert.Equal(255, frame.Image.Pixels[(24 * 64 + 32) * 4 + 3], 4.0);
            Assert.Equal(0, frame.Image.Pixels[3], 4.0);
        }

        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [InlineData(24000.0 / 1001, "24000/1001")]
    [InlineData(30, "30/1")]
    [InlineData(12.5, "25/2")]
    public void An_MP4_has_the_colours_over_its_background_and_an_exact_rate(double rate, string stored)
    {
        string path = _folder.File("a.mp4");
        RgbaImage[] frames = Write(path, new ClipWriterOptions { FramesPerSecond = rate, Background = 0x2040C0, Quality = 95 }, AlphaMode.Straight);
        Assert.Equal(("h264", "64", "48", stored), Probe(path));
        using FrameReader reader = FrameReader.Open(path, new FrameReaderOptions { KeepYuv = true });
        Assert.Equal((YuvMatrix.Bt709, true, YuvRange.Limited), (reader.Video!.Matrix, reader.Video.IsMatrixStated, reader.Video.Range));
        using FrameReader pixels = FrameReader.Open(path);
        foreach (RgbaImage expected in frames)
        {
            Assert.True(pixels.TryRead(out MediaFrame frame));
            PixelAssert.Near([0x20, 0x40, 0xC0, 255], frame.Image.Pixels.AsSpan(0, 4), 4);
            Assert.InRange(PixelAssert.MeanDifference(Over(expected, [0x20, 0x40, 0xC0]), frame.Image.Pixels), 0, 5);
        }

        Assert.False(pixels.TryRead(out _));
    }

    [Fact]
    public void An_odd_size_gets_one_more_row_and_column_in_an_MP4()
    {
        string path = _folder.File("a.mp4");
        Write(path, Film, AlphaMode.Opaque, 33, 17);
        Assert.Equal(("h264", "34", "18", "24/1"), Probe(path));
    }

    [Theory]
    [InlineData("a.mp4", 1)]
    [InlineData("a.webm", 1)]
    [InlineData("a.apng", 1)]
    [InlineData("a.gif", 10)]
    [InlineData("a.webp", 1)]
    public void Frames_with_durations_keep_their_times(string name, int tolerance)
    {
        int[] milliseconds = [40, 200, 30, 1000, 120, 80];
        string path = _folder.File(name);
        using (ClipWriter writer = ClipWriter.Create(path, 64, 48))
        {
            foreach ((int duration, int index) in milliseconds.Select((duration, index) => (duration, index)))
            {
                writer.Add(TestPictures.Disc(64, 48, index / 6.0, AlphaMode.Opaque).View, TimeSpan.FromMilliseconds(duration));
            }

            writer.Complete();
        }

        using FrameReader reader = FrameReader.Open(path);
        int start = 0;
        foreach (int duration in milliseconds)
        {
            Assert.True(reader.TryRead(out MediaFrame frame));
            Assert.Equal(start, frame.Start.TotalMilliseconds, tolerance);
            start += duration;
        }

        Assert.False(reader.TryRead(out _));
    }

    /// <summary>Planes go in and come out the same, but for what H.264 loses: nothing was converted on the way.</summary>
    [Theory]
    [InlineData(YuvRange.Limited, YuvMatrix.Bt601)]
    [InlineData(YuvRange.Full, YuvMatrix.Bt709)]
    public void Planes_reach_the_encoder_as_they_are(YuvRange range, YuvMatrix matrix)
    {
        string path = _folder.File("a.mp4");
        var image = new YuvImage(64, 48, YuvLayout.Nv12, range, matrix);
        image.Planes.AsSpan(0, 64 * 48).Fill(81);
        for (int i = 64 * 48; i < image.Planes.Length; i += 2)
        {
            (image.Planes[i], image.Planes[i + 1]) = (90, 240);
        }

        using (ClipWriter writer = ClipWriter.Create(path, 64, 48, Film))
        {
            Assert.True(writer.TakesYuv);
            writer.Add(image.View);
            writer.Add(image.View);
            writer.Complete();
        }

        using FrameReader reader = FrameReader.Open(path, new FrameReaderOptions { KeepYuv = true });
        Assert.Equal((range, matrix), (reader.Video!.Range, reader.Video.Matrix));
        Assert.True(reader.TryRead(out MediaFrame frame));
        Assert.Equal(81, frame.Yuv.Luma[1000], 1.0);
        Assert.Equal(90, frame.Yuv.Chroma[200], 1.0);
        Assert.Equal(240, frame.Yuv.ChromaV[200], 1.0);
    }

    [Theory]
    [InlineData("a.mp4", "aac", "aac")]
    [InlineData("a.webm", "libopus", "opus")]
    public void Audio_is_copied_bit_for_bit(string name, string encoder, string codec)
    {
        string source = _folder.File("source.mkv"), path = _folder.File(name);
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x48:r=24:d=1", "-f", "lavfi", "-i", "sine=d=1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", encoder, source);
        Write(path, Film with { AudioFrom = source }, AlphaMode.Opaque);
        Assert.Equal(codec, FfProbe("-select_streams", "a", "-show_entries", "stream=codec_name", "-of", "csv=p=0", path));
        Assert.Equal(AudioHash(source), AudioHash(path));
    }

    [Theory]
    [InlineData("a.mp4", "libvorbis", "aac")]
    [InlineData("a.webm", "aac", "opus")]
    public void Audio_that_the_format_does_not_hold_is_encoded_anew(string name, string encoder, string codec)
    {
        string source = _folder.File("source.mkv"), path = _folder.File(name);
        Ffmpeg.Run("-f", "lavfi", "-i", "sine=d=0.5", "-c:a", encoder, source);
        Write(path, Film with { AudioFrom = source }, AlphaMode.Opaque);
        Assert.Equal(codec, FfProbe("-select_streams", "a", "-show_entries", "stream=codec_name", "-of", "csv=p=0", path));
    }

    [Fact]
    public void Formats_without_sound_and_silent_files_leave_it_out()
    {
        string silent = _folder.File("silent.mkv"), path = _folder.File("a.mp4");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x48:r=24:d=0.2", "-c:v", "ffv1", silent);
        Write(path, Film with { AudioFrom = silent }, AlphaMode.Opaque);
        Assert.Equal(string.Empty, FfProbe("-select_streams", "a", "-show_entries", "stream=codec_name", "-of", "csv=p=0", path));
        Write(_folder.File("a.gif"), Film with { AudioFrom = silent }, AlphaMode.Opaque);
    }

    [Theory]
    [InlineData("a.gif")]
    [InlineData("a.apng")]
    [InlineData("a.webm")]
    [InlineData("a.mp4")]
    [InlineData("a.webp")]
    [InlineData("a.png")]
    public void An_unfinished_clip_leaves_nothing_and_spares_the_old_file(string name)
    {
        string path = _folder.File(name, [1, 2, 3]);
        using (ClipWriter writer = ClipWriter.Create(path, 64, 48, Film))
        {
            writer.Add(TestPictures.Disc(64, 48).View);
        }

        using (ClipWriter.Create(path, 64, 48, Film))
        {
        }

        Assert.Equal([name], _folder.Files);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_still_takes_one_frame()
    {
        string path = _folder.File("a.png");
        RgbaImage image = TestPictures.Disc(64, 48);
        using (ClipWriter writer = ClipWriter.Create(path, 64, 48, Film))
        {
            writer.Add(image.View);
            Assert.Contains(".apng", Assert.Throws<MediaFormatException>(() => writer.Add(image.View)).Message, StringComparison.Ordinal);
            writer.Complete();
        }

        PixelAssert.Near(image.Pixels, Pillow.Decode(path)[0].Pixels);
    }

    [Fact]
    public void An_encoder_that_fails_is_one_line_and_leaves_nothing()
    {
        // libx264 takes at most 16384 pixels a side.
        using (ClipWriter writer = ClipWriter.Create(_folder.File("a.mp4"), 40_000, 2, Film))
        {
            var frame = new RgbaImage(40_000, 2, AlphaMode.Opaque);
            MediaException failure = Assert.ThrowsAny<MediaException>(() =>
            {
                for (int i = 0; i < 50; i++)
                {
                    writer.Add(frame.View);
                }

                writer.Complete();
            });
            Assert.Matches("^Writing '[^\n]*a.mp4': found [^\n]*, expected [^\n]*; [^\n]*\\.$", failure.Message);
        }

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        RgbaImage image = TestPictures.Disc(64, 48);
        using ClipWriter writer = ClipWriter.Create(_folder.File("a.mp4"), 64, 48);
        for (int i = 0; i < 5; i++)
        {
            writer.Add(image.View, TimeSpan.FromMilliseconds(40));
        }

        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                writer.Add(image.View, TimeSpan.FromMilliseconds(40));
            }
        });
    }

    [Fact]
    public void Wrong_calls_are_argument_errors()
    {
        Assert.Contains(".bmp", Assert.Throws<MediaFormatException>(() => ClipWriter.Create(_folder.File("a.bmp"), 8, 8)).Message, StringComparison.Ordinal);
        Assert.Throws<MediaFormatException>(() => ClipWriter.Create(_folder.File("a"), 8, 8));
        Assert.Throws<MediaFileException>(() => ClipWriter.Create(_folder.File("none/a.mp4"), 8, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipWriter.Create(_folder.File("a.mp4"), 0, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipWriter.Create(_folder.File("a.mp4"), 8, 8, Film with { Quality = 101 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipWriter.Create(_folder.File("a.mp4"), 8, 8, Film with { FramesPerSecond = double.NaN }));
        using (ClipWriter writer = ClipWriter.Create(_folder.File("a.mp4"), 8, 8, Film))
        {
            Assert.Throws<ArgumentException>(() => writer.Add(TestPictures.Disc(9, 8).View));
            Assert.Throws<InvalidOperationException>(() => writer.Add(TestPictures.Disc(8, 8).View, TimeSpan.FromSeconds(1)));
            Assert.Throws<InvalidOperationException>(writer.Complete);
            writer.Add(TestPictures.Disc(8, 8).View);
            Assert.Throws<ArgumentException>(() => writer.Add(TestPictures.Disc(8, 8, 0, AlphaMode.Opaque).View));
        }

        Assert.Empty(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private static RgbaImage[] Write(string path, ClipWriterOptions options, AlphaMode mode, int width = 64, int height = 48)
    {
        RgbaImage[] frames = [.. Enumerable.Range(0, 12).Select(i => TestPictures.Disc(width, height, i / 12.0, mode))];
        using ClipWriter writer = ClipWriter.Create(path, width, height, options);
        foreach (RgbaImage frame in frames)
        {
            writer.Add(frame.View);
        }

        Assert.Equal(12, writer.FrameCount);
        writer.Complete();
        return frames;
    }

    private static byte[] Over(RgbaImage image, byte[] background)
    {
        byte[] pixels = [.. image.Pixels];
        for (int i = 0; i < pixels.Length; i += 4)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[i + channel] = (byte)Math.Round((pixels[i + channel] * pixels[i + 3] + background[channel] * (255 - pixels[i + 3])) / 255.0);
            }

            pixels[i + 3] = 255;
        }

        return pixels;
    }

    /// <summary>Mean of a channel over the pixels that the shape keeps.</summary>
    private static double Mean(byte[] pixels, byte[] shape, int channel) =>
        Enumerable.Range(0, pixels.Length / 4).Where(i => shape[i * 4 + 3] >= 128).Average(i => pixels[i * 4 + channel]);

    private static string Ask(string path, string script) => System.Text.Encoding.ASCII.GetString(Pillow.Run(script, path));

    private static (string Codec, string Width, string Height, string Rate) Probe(string path)
    {
        string[] words = FfProbe("-select_streams", "v", "-show_entries", "stream=codec_name,width,height,r_frame_rate", "-of", "csv=p=0", path).Split(',');
        return (words[0], words[1], words[2], words[3]);
    }

    /// <summary>One hash over all audio packets, without their times.</summary>
    private static string AudioHash(string path)
    {
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-i", path, "-map", "0:a", "-c", "copy", "-f", "hash", "-"]) { RedirectStandardOutput = true })!;
        using StreamReader output = process.StandardOutput;
        return output.ReadToEnd();
    }

    private static string FfProbe(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", .. arguments]) { RedirectStandardOutput = true })!;
        using StreamReader output = process.StandardOutput;
        return output.ReadToEnd().Trim().ToString(CultureInfo.InvariantCulture);
    }
}
