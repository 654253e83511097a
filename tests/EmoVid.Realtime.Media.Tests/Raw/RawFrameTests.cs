using System.IO.Pipes;
using System.Text;

namespace EmoVid.Realtime.Media.Tests;

public sealed class RawFrameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(RawPixelLayout.Rgba, 33 * 17 * 4)]
    [InlineData(RawPixelLayout.Bgra, 33 * 17 * 4)]
    [InlineData(RawPixelLayout.Rgb10A2, 33 * 17 * 4)]
    [InlineData(RawPixelLayout.Rgba16F, 33 * 17 * 8)]
    [InlineData(RawPixelLayout.Nv12, 33 * 17 + 2 * 17 * 9)]
    [InlineData(RawPixelLayout.Yuv420P, 33 * 17 + 2 * 17 * 9)]
    public void Bytes_go_through_reader_and_writer_unchanged(RawPixelLayout layout, int frameBytes)
    {
        var format = new RawFrameFormat(33, 17, layout) { FramesPerSecond = 30 };
        Assert.Equal(frameBytes, format.FrameBytes);
        var bytes = new byte[5 * frameBytes];
        new Random(7).NextBytes(bytes);
        using var output = new MemoryStream();
        using (var reader = new RawFrameReader(new MemoryStream(bytes), format))
        using (var writer = new RawFrameWriter(output, format))
        {
            Assert.Equal((MediaKind.Raw, 33, 17), (reader.Kind, reader.Width, reader.Height));
            while (reader.TryRead(out MediaFrame frame))
            {
                Assert.Equal(Math.Round(frame.Index * 1e7 / 30), frame.Start.Ticks);
                Assert.Equal(format.IsYuv, frame.IsYuv);
                if (frame.IsYuv)
                {
                    writer.Add(frame.Yuv);
                }
                else
                {
                    writer.Add(frame.View, frame.Duration);
                }
            }

            Assert.Equal(5, writer.FrameCount);
            writer.Complete();
        }

        Assert.Equal(bytes, output.ToArray());
    }

    [Fact]
    public void Formats_are_what_they_are_announced_as()
    {
        using var reader = new RawFrameReader(new MemoryStream(new byte[64 * 720 * 3 / 2]), new RawFrameFormat(64, 720, RawPixelLayout.Nv12) { Range = YuvRange.Full });
        Assert.True(reader.TryRead(out MediaFrame planes));
        Assert.Equal((YuvLayout.Nv12, YuvRange.Full, YuvMatrix.Bt709), (planes.Yuv.Layout, planes.Yuv.Range, planes.Yuv.Matrix));
        using var halves = new RawFrameReader(new MemoryStream(new byte[8]), new RawFrameFormat(1, 1, RawPixelLayout.Rgba16F) { AlphaMode = AlphaMode.Premultiplied });
        Assert.True(halves.TryRead(out MediaFrame half));
        Assert.Equal((PixelFormat.Rgba16F, AlphaMode.Premultiplied, ColorEncoding.Linear), (half.View.Format, half.View.AlphaMode, half.View.Encoding));
    }

    [Theory]
    [InlineData(0, "an empty stream")]
    [InlineData(100, "inside frame 1, after 100 of 256 bytes")]
    [InlineData(600, "inside frame 3, after 88 of 256 bytes")]
    public void A_pipe_that_ends_inside_a_frame_gives_the_whole_ones_and_one_error(int length, string found)
    {
        using var reader = new RawFrameReader(new MemoryStream(new byte[length]), new RawFrameFormat(8, 8, RawPixelLayout.Rgba));
        for (int i = 0; i < length / 256; i++)
        {
            Assert.True(reader.TryRead(out _));
        }

        Assert.Contains(found, Assert.Throws<MediaFormatException>(() => reader.TryRead(out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_frame_is_there_as_soon_as_its_bytes_are()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle);
        using var reader = new RawFrameReader(client, new RawFrameFormat(8, 8, RawPixelLayout.Rgba));
        for (byte i = 0; i < 10; i++)
        {
            server.Write([.. Enumerable.Repeat(i, 256)]);
            Assert.True(reader.TryRead(out MediaFrame frame));
            Assert.Equal(i, frame.View.Pixels[100]);
        }

        server.Dispose();
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_reader_may_be_left_while_it_waits()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle);
        var reader = new RawFrameReader(client, new RawFrameFormat(8, 8, RawPixelLayout.Rgba));
        reader.Dispose();
        Assert.Throws<OperationCanceledException>(() => reader.TryRead(out _));

        // .NET's pipe would wait in its disposal for the read, which ends with the other end.
        server.Dispose();
    }

    [Fact]
    public void A_reader_of_ours_that_goes_away_is_one_line()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        server.ClientSafePipeHandle.Dispose();
        using var writer = new RawFrameWriter(server, new RawFrameFormat(64, 64, RawPixelLayout.Rgba));
        var image = new RgbaImage(64, 64, AlphaMode.Straight);
        Assert.Contains("stopped after 0 frames", Assert.Throws<MediaFileException>(() => writer.Add(image.View)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layouts_and_alpha_modes_of_bytes_turn_into_each_other()
    {
        using var output = new MemoryStream();
        using var writer = new RawFrameWriter(output, new RawFrameFormat(1, 1, RawPixelLayout.Bgra));
        writer.Add(new FrameView([128, 64, 0, 128], 1, 1, 4, PixelFormat.Rgba8, AlphaMode.Premultiplied));
        Assert.Equal([0, 128, 255, 128], output.ToArray());
        Assert.Throws<InvalidOperationException>(() => writer.Add(new YuvImage(1, 1, YuvLayout.Nv12, YuvRange.Full, YuvMatrix.Bt709).View));
    }

    [Fact]
    public void Neither_reading_nor_writing_allocates_for_a_frame()
    {
        var format = new RawFrameFormat(16, 16, RawPixelLayout.Rgba);
        using var reader = new RawFrameReader(new MemoryStream(new byte[300 * 1024]), format);
        using var writer = new RawFrameWriter(Stream.Null, format);
        Copy(5);
        Allocations.AssertNone(() => Copy(20));

        void Copy(int count)
        {
            for (int i = 0; i < count && reader.TryRead(out MediaFrame frame); i++)
            {
                writer.Add(frame.View);
            }
        }
    }

    [Fact]
    public void A_file_may_come_through_a_stream()
    {
        string path = _folder.File("a.mp4");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=0.4", "-pix_fmt", "yuv420p", path);
        string[] before = Spools();
        foreach ((byte[] content, MediaKind kind, int frames) in new[] { (File.ReadAllBytes(path), MediaKind.Video, 10), (Encoding.UTF8.GetBytes(TestLottie.Moving), MediaKind.Lottie, 50), (SampleFiles.Get("webp-animated"), MediaKind.WebP, 4), (SampleFiles.Get("apng"), MediaKind.Apng, 4) })
        {
            using FrameReader reader = FrameReader.Open(new MemoryStream(content), "-", new FrameReaderOptions());
            Assert.Equal(kind, reader.Kind);
            int count = 0;
            while (reader.TryRead(out _))
            {
                count++;
            }

            Assert.Equal(frames, count);
        }

        Assert.Empty(Spools().Except(before));
    }

    [Fact]
    public void A_stream_that_is_too_long_or_no_picture_is_one_line_and_leaves_nothing()
    {
        string[] before = Spools();
        var options = new FrameReaderOptions { Limits = new MediaLimits { MaxSpooledBytes = 1 << 20 } };
        Assert.Contains("more than 1 MiB", Assert.Throws<MediaLimitException>(() => FrameReader.Open(new MemoryStream(new byte[3 << 20]), "-", options)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Reading '-': found text", Assert.Throws<MediaFormatException>(() => FrameReader.Open(new MemoryStream("words"u8.ToArray()), "-", options)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Reading '-': found an empty file", Assert.Throws<MediaFormatException>(() => FrameReader.Open(Stream.Null, "-", options)).Message, StringComparison.Ordinal);
        Assert.Empty(Spools().Except(before));
    }

    [Fact]
    public void Wrong_formats_are_argument_errors()
    {
        Assert.Throws<MediaFormatException>(() => new RawFrameReader(Stream.Null, new RawFrameFormat(0, 8, RawPixelLayout.Rgba)));
        Assert.Throws<MediaLimitException>(() => new RawFrameReader(Stream.Null, new RawFrameFormat(100_000, 8, RawPixelLayout.Rgba)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RawFrameReader(Stream.Null, new RawFrameFormat(8, 8, RawPixelLayout.Rgba) { FramesPerSecond = 0 }));
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Spools() => Directory.GetFiles(Path.GetTempPath(), "emovid-*.spool");
}
