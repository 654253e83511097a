namespace EmoVid.Realtime.Media.Tests;

public sealed class FrameReaderTests : IDisposable
{
    private const string Moving =
        """
        frames = []
        for i in range(6):
            frame = Image.new('RGBA', (40, 30), (0, 0, 0, 0))
            ImageDraw.Draw(frame).rectangle((5 * i, 3 * i, 5 * i + 9, 3 * i + 9), (40 * i, 255 - 40 * i, 90, 255))
            frames.append(frame)

        """;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("webp", "lossless=True, loop=0", MediaKind.WebP)]
    [InlineData("png", "", MediaKind.Apng)]
    [InlineData("gif", "disposal=2", MediaKind.Gif)]
    public void Frames_and_durations_are_what_another_decoder_reads(string extension, string options, MediaKind kind)
    {
        string path = _folder.File("a." + extension);
        Pillow.Run(Moving + $"frames[0].save(arguments[0], save_all=True, append_images=frames[1:], duration=[20, 50, 80, 110, 140, 170], {options})", path);
        IReadOnlyList<OracleFrame> expected = Pillow.Decode(path);
        using FrameReader reader = FrameReader.Open(path);
        Assert.Equal((kind, 40, 30, 6), (reader.Kind, reader.Width, reader.Height, reader.FrameCount));
        Assert.Equal(TimeSpan.FromMilliseconds(570), reader.Duration);
        TimeSpan time = TimeSpan.Zero;
        for (int i = 0; i < 6; i++)
        {
            Assert.True(reader.TryRead(out MediaFrame frame));
            Assert.Equal((i, time, TimeSpan.FromMilliseconds(expected[i].Milliseconds)), (frame.Index, frame.Start, frame.Duration));
            PixelAssert.Near(expected[i].Pixels, frame.Image.Pixels);
            time += frame.Duration;
        }

        Assert.False(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Frames_of_ten_milliseconds_and_less_are_shown_for_a_hundred()
    {
        string path = _folder.File("a.gif");
        Pillow.Run(Moving + "frames[0].save(arguments[0], save_all=True, append_images=frames[1:], duration=10, disposal=2)", path);
        using FrameReader reader = FrameReader.Open(path);
        Assert.Equal(TimeSpan.FromMilliseconds(600), reader.Duration);
    }

    [Theory]
    [InlineData("a \"quoted\" name.png")]
    [InlineData("back\\\\\"slashes\\.png")]
    [InlineData("-y 100% $HOME `id` ümlaut\\")]
    [InlineData("http:a.png")]
    public void Any_file_name_will_do(string name)
    {
        string path = _folder.File(name);
        Pillow.Run(Moving + "frames[0].save(arguments[0], format='PNG', save_all=True, append_images=frames[1:], duration=50)", path);
        using FrameReader reader = FrameReader.Open(path);
        Assert.Equal(MediaKind.Apng, reader.Kind);
        Assert.True(reader.TryRead(out _));
    }

    [Fact]
    public void A_still_is_one_frame_without_duration()
    {
        string path = _folder.File("a.png");
        PngWriter.Write(path, TestPictures.Disc(9, 7).View);
        using FrameReader reader = FrameReader.Open(path);
        Assert.Equal((MediaKind.Png, 1, TimeSpan.Zero), (reader.Kind, reader.FrameCount, reader.Duration));
        Assert.True(reader.TryRead(out MediaFrame frame));
        Assert.Equal(TimeSpan.Zero, frame.Duration);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_video_is_read_at_its_frame_rate()
    {
        string path = _folder.File("a.mp4");
        Ffmpeg.Run("-f", "lavfi", "-i", "color=c=0x2040c0:s=64x48:r=25:d=2", "-pix_fmt", "yuv420p", path);
        using FrameReader reader = FrameReader.Open(path);
        Assert.Equal((MediaKind.Video, 64, 48), (reader.Kind, reader.Width, reader.Height));
        Assert.Equal(TimeSpan.FromSeconds(2), reader.Duration);
        int count = 0;
        while (reader.TryRead(out MediaFrame frame))
        {
            Assert.Equal(TimeSpan.FromMilliseconds(40 * count), frame.Start);
            PixelAssert.Near([0x20, 0x40, 0xC0, 255], frame.Image.Pixels.AsSpan(400, 4), tolerance: 4);
            count++;
        }

        Assert.Equal(50, count);
    }

    [Fact]
    public void The_alpha_of_a_WebM_is_kept()
    {
        string path = _folder.File("a.webm");
        Ffmpeg.Run("-f", "lavfi", "-i", "color=c=red@0.5:s=64x48:r=10:d=1,format=yuva420p", "-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", path);
        using FrameReader reader = FrameReader.Open(path);
        Assert.True(reader.TryRead(out MediaFrame frame));
        Assert.InRange(frame.Image.Pixels[3], 124, 132);
    }

    [Fact]
    public void A_reader_may_be_left_in_the_middle()
    {
        string path = _folder.File("a.mkv");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=20", "-c:v", "ffv1", path);
        for (int i = 0; i < 3; i++)
        {
            using FrameReader reader = FrameReader.Open(path);
            Assert.True(reader.TryRead(out _));
        }
    }

    [Fact]
    public async Task A_reader_may_be_left_after_the_decoder_has_ended()
    {
        string path = _folder.File("a.gif");
        Pillow.Run(Moving + "frames[0].save(arguments[0], save_all=True, append_images=frames[1:], duration=50, disposal=2)", path);
        using FrameReader reader = FrameReader.Open(path);
        Assert.True(reader.TryRead(out _));

        // The clip is small enough to wait in the pipe while the decoder ends.
        await Task.Delay(500);
    }

    /// <summary>A window's thread waits for a frame and runs nothing meanwhile: what decodes must not be posted to it.</summary>
    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("gif")]
    [InlineData("svg")]
    [InlineData("mp4")]
    public void A_thread_that_serves_its_own_queue_may_wait_for_a_frame(string extension)
    {
        string path = _folder.File("a." + extension);
        switch (extension)
        {
            case "svg":
                File.WriteAllText(path, "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><rect width='8' height='8'/></svg>");
                break;
            case "mp4":
                Ffmpeg.Run("-f", "lavfi", "-i", "color=c=red:s=64x48:r=25:d=0.2", "-pix_fmt", "yuv420p", path);
                break;
            default:
                Pillow.Run(Moving + "frames[0].save(arguments[0], save_all=True, append_images=frames[1:], duration=50)", path);
                break;
        }

        SynchronizationContext? before = SynchronizationContext.Current;
        var window = new WaitingContext();
        SynchronizationContext.SetSynchronizationContext(window);
        try
        {
            using FrameReader reader = FrameReader.Open(path);
            Assert.True(reader.TryRead(out _));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Assert.Equal(0, window.Posted);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The queue of a thread that waits: what is posted runs late, on the pool, so that a mistake fails instead of hanging.</summary>
    private sealed class WaitingContext : SynchronizationContext
    {
        private int _posted;

        public int Posted => _posted;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posted);
            base.Post(d, state);
        }
    }
}
