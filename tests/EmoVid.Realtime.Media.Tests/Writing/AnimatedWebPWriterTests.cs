namespace EmoVid.Realtime.Media.Tests;

public sealed class AnimatedWebPWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Three_seconds_of_24_frames_last_3000_ms_and_loop_for_ever()
    {
        string path = _folder.File("clip.webp");
        using (var writer = new AnimatedWebPWriter(path, 64, 48))
        {
            for (int i = 0; i < 72; i++)
            {
                writer.Add(TestPictures.Disc(64, 48, i / 72.0).View, 24);
            }

            Assert.Equal(72, writer.FrameCount);
            writer.Complete();
        }

        IReadOnlyList<OracleFrame> frames = Pillow.Decode(path);
        Assert.Equal(72, frames.Count);
        Assert.Equal(3000, frames.Sum(frame => frame.Milliseconds));
        Assert.All(frames, frame => Assert.InRange(frame.Milliseconds, 41, 42));
        Assert.Equal("0", System.Text.Encoding.ASCII.GetString(Pillow.Run("print(Image.open(arguments[0]).info['loop'], end='')", path)));
        using FrameReader reader = FrameReader.Open(path);
        Assert.Equal(TimeSpan.FromSeconds(3), reader.Duration);
    }

    [Fact]
    public void Equal_frames_are_joined_and_keep_the_length_of_the_clip()
    {
        string path = _folder.File("steps.webp");
        Write(path, new AnimatedWebPOptions(), [.. Enumerable.Range(0, 72).Select(i => TestPictures.Disc(32, 32, i / 24 / 4.0))]);
        Assert.Equal([1000, 1000, 1000], Pillow.Decode(path).Select(frame => frame.Milliseconds));
        using FrameReader reader = FrameReader.Open(path);
        Assert.Equal(TimeSpan.FromSeconds(3), reader.Duration);
    }

    [Fact]
    public void A_scene_that_brightens_slowly_leaves_nothing_behind()
    {
        string path = _folder.File("dawn.webp");
        RgbaImage[] frames = [.. Enumerable.Range(0, 24).Select(Dawn)];
        Write(path, new AnimatedWebPOptions(), frames);
        IReadOnlyList<OracleFrame> decoded = Pillow.Decode(path);
        Assert.Equal(frames.Length, decoded.Count);
        for (int i = 0; i < frames.Length; i++)
        {
            double off = frames[i].Pixels.Zip(decoded[i].Pixels, (a, b) => a - b).Average();
            Assert.True(Math.Abs(off) < 0.75, $"Frame {i} is off by {off:F2} codes on average.");
        }

        // One code brighter every frame, over a slope that no block of the codec finds hard, and something that moves: without it libwebp joins
        // frames that differ by a few codes.
        static RgbaImage Dawn(int step)
        {
            var image = new RgbaImage(96, 64, AlphaMode.Straight);
            for (int i = 0; i < 96 * 64; i++)
            {
                bool moves = i / 96 < 8 && i % 96 / 8 == step % 12;
                byte grey = moves ? (byte)0 : (byte)(60 + i % 96 / 2 + step);
                (image.Pixels[4 * i], image.Pixels[4 * i + 1], image.Pixels[4 * i + 2], image.Pixels[4 * i + 3]) = (grey, grey, grey, 255);
            }

            return image;
        }
    }

    [Fact]
    public void Lossless_frames_come_back_exactly()
    {
        string path = _folder.File("lossless.webp");
        RgbaImage[] frames = [.. Enumerable.Range(0, 5).Select(i => TestPictures.Disc(50, 41, i / 5.0))];
        Write(path, new AnimatedWebPOptions { Lossless = true }, frames);
        IReadOnlyList<OracleFrame> decoded = Pillow.Decode(path);
        Assert.Equal(frames.Length, decoded.Count);
        for (int i = 0; i < frames.Length; i++)
        {
            PixelAssert.Near(frames[i].Pixels, decoded[i].Pixels);
        }
    }

    [Fact]
    public void Lossy_frames_keep_alpha_exactly_and_colour_nearly()
    {
        string path = _folder.File("lossy.webp");
        RgbaImage[] frames = [.. Enumerable.Range(0, 8).Select(i => TestPictures.Disc(128, 128, i / 8.0))];
        Write(path, new AnimatedWebPOptions(), frames);
        IReadOnlyList<OracleFrame> decoded = Pillow.Decode(path);
        for (int i = 0; i < frames.Length; i++)
        {
            Assert.Equal(Alpha(frames[i].Pixels), Alpha(decoded[i].Pixels));
            Assert.InRange(PixelAssert.MeanDifference(frames[i].Pixels, decoded[i].Pixels), 0.01, 3);
        }
    }

    [Theory]
    [InlineData(AlphaMode.Premultiplied, PixelFormat.Rgba8)]
    [InlineData(AlphaMode.Premultiplied, PixelFormat.Bgra8)]
    [InlineData(AlphaMode.Straight, PixelFormat.Bgra8)]
    public void Every_layout_and_alpha_mode_is_stored_straight(AlphaMode mode, PixelFormat format)
    {
        // Half-transparent pure orange: premultiplied it is (128, 64, 0, 128). Written unconverted it would come back darker.
        byte red = mode == AlphaMode.Premultiplied ? (byte)128 : (byte)255, green = mode == AlphaMode.Premultiplied ? (byte)64 : (byte)128;
        byte[] pixel = format == PixelFormat.Rgba8 ? [red, green, 0, 128] : [0, green, red, 128];
        byte[] pixels = [.. Enumerable.Repeat(pixel, 16 * 16).SelectMany(value => value)];
        string path = _folder.File("orange.webp");
        using (var writer = new AnimatedWebPWriter(path, 16, 16, new AnimatedWebPOptions { Lossless = true }))
        {
            writer.Add(new FrameView(pixels, 16, 16, 64, format, mode), TimeSpan.FromMilliseconds(500));
            writer.Complete();
        }

        Assert.Equal([255, 128, 0, 128], Pillow.Decode(path)[0].Pixels[..4]);
    }

    [Fact]
    public void Writers_on_several_threads_write_what_one_alone_writes()
    {
        RgbaImage[] frames = [.. Enumerable.Range(0, 6).Select(i => TestPictures.Disc(96, 96, i / 6.0))];
        Write(_folder.File("alone.webp"), new AnimatedWebPOptions(), frames);
        Parallel.For(0, 8, i => Write(_folder.File($"{i}.webp"), new AnimatedWebPOptions(), frames));
        byte[] alone = File.ReadAllBytes(_folder.File("alone.webp"));
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(alone, File.ReadAllBytes(_folder.File($"{i}.webp"))));
    }

    [Fact]
    public void A_frame_allocates_nothing_on_the_managed_heap()
    {
        RgbaImage image = TestPictures.Disc(64, 64), other = TestPictures.Disc(64, 64, 0.3);
        using var writer = new AnimatedWebPWriter(_folder.File("clip.webp"), 64, 64);
        writer.Add(image.View, 24);
        writer.Add(other.View, 24);
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                writer.Add(i % 2 == 0 ? image.View : other.View, 24);
            }
        });
    }

    [Fact]
    public void An_unfinished_clip_leaves_nothing_and_spares_the_old_file()
    {
        string path = _folder.File("clip.webp", [1, 2, 3]);
        using (var writer = new AnimatedWebPWriter(path, 8, 8))
        {
            writer.Add(TestPictures.Disc(8, 8).View, 24);
        }

        Assert.Equal(["clip.webp"], _folder.Files);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_full_disk_is_one_line_and_leaves_nothing()
    {
        string path = _folder.File("clip.webp");
        using (var writer = new AnimatedWebPWriter(path, 32, 32, null, target => AtomicFile.Create(target, FullDisk.Open)))
        {
            writer.Add(TestPictures.Disc(32, 32).View, 24);
            MediaFileException failure = Assert.Throws<MediaFileException>(writer.Complete);
            Assert.Contains("full disk", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failure.Message);
        }

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_missing_folder_shows_before_any_frame_is_encoded()
    {
        MediaFileException failure = Assert.Throws<MediaFileException>(() => new AnimatedWebPWriter(_folder.File("none/clip.webp"), 8, 8));
        Assert.Contains("no folder", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Wrong_calls_are_argument_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnimatedWebPWriter(_folder.File("a.webp"), 0, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnimatedWebPWriter(_folder.File("a.webp"), 16384, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnimatedWebPWriter(_folder.File("a.webp"), 8, 8, new AnimatedWebPOptions { Quality = 101 }));
        using (var writer = new AnimatedWebPWriter(_folder.File("a.webp"), 8, 8))
        {
            Assert.Throws<ArgumentException>(() => writer.Add(TestPictures.Disc(9, 8).View, 24));
            Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add(TestPictures.Disc(8, 8).View, double.NaN));
            Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add(TestPictures.Disc(8, 8).View, TimeSpan.Zero));
            Assert.Throws<InvalidOperationException>(writer.Complete);
        }

        Assert.Empty(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(string path, AnimatedWebPOptions options, RgbaImage[] frames)
    {
        using var writer = new AnimatedWebPWriter(path, frames[0].Width, frames[0].Height, options);
        foreach (RgbaImage frame in frames)
        {
            writer.Add(frame.View, 24);
        }

        writer.Complete();
    }

    private static byte[] Alpha(byte[] pixels) => [.. pixels.Where((_, index) => index % 4 == 3)];
}
