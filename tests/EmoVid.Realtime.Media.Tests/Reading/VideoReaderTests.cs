using System.Buffers.Binary;
using System.Globalization;

namespace EmoVid.Realtime.Media.Tests;

public sealed class VideoReaderTests : IDisposable
{
    private static readonly FrameReaderOptions Planes = new() { KeepYuv = true };

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("libx264", "yuv420p", 64, 48, YuvLayout.I420, YuvRange.Limited)]
    [InlineData("libvpx-vp9", "yuv420p", 33, 17, YuvLayout.I420, YuvRange.Limited)]
    [InlineData("mjpeg", "yuvj420p", 62, 46, YuvLayout.I420, YuvRange.Full)]
    [InlineData("rawvideo", "nv12", 64, 48, YuvLayout.Nv12, YuvRange.Limited)]
    public void Planes_are_those_of_the_decoder_to_the_byte(string codec, string format, int width, int height, YuvLayout layout, YuvRange range)
    {
        string path = _folder.File(codec == "rawvideo" ? "a.avi" : "a.mkv"), raw = _folder.File("a.yuv");
        Ffmpeg.Run("-f", "lavfi", "-i", $"testsrc=s={width}x{height}:r=25:d=0.6", "-pix_fmt", format, "-c:v", codec, "-strict", "-2", path);
        Ffmpeg.Run("-i", path, "-f", "rawvideo", "-pix_fmt", format, raw);
        byte[] expected = File.ReadAllBytes(raw);
        using FrameReader reader = FrameReader.Open(path, Planes);
        int bytes = width * height + 2 * ((width + 1) / 2 * ((height + 1) / 2)), index = 0;
        for (; reader.TryRead(out MediaFrame frame); index++)
        {
            Assert.True(frame.IsYuv);
            Assert.Equal((width, height, layout, range), (frame.Yuv.Width, frame.Yuv.Height, frame.Yuv.Layout, frame.Yuv.Range));
            Assert.True(expected.AsSpan(index * bytes, bytes).SequenceEqual(Flat(frame.Yuv)), $"Frame {index} differs.");
        }

        Assert.Equal((15, 15 * bytes), (index, expected.Length));
    }

    [Theory]
    [InlineData("yuv444p")]
    [InlineData("yuv420p10le")]
    [InlineData("yuva420p")]
    [InlineData("bgr0")]
    public void All_other_video_stays_RGBA(string format)
    {
        string path = _folder.File("a.mkv");
        Ffmpeg.Run("-f", "lavfi", "-i", "color=c=0x2040c0:s=64x48:r=25:d=0.2", "-pix_fmt", format, "-c:v", "ffv1", path);
        using FrameReader reader = FrameReader.Open(path, Planes);
        Assert.Equal((format, format == "yuv420p10le" ? 10 : 8, format == "yuva420p"), (reader.Video!.PixelFormatName, reader.Video.BitDepth, reader.Video.HasAlpha));
        Assert.True(reader.TryRead(out MediaFrame frame));
        Assert.False(frame.IsYuv);
        Assert.Throws<InvalidOperationException>(() => _ = frame.Yuv.Width);
        PixelAssert.Near([0x20, 0x40, 0xC0, 255], frame.Image.Pixels.AsSpan(400, 4), tolerance: 4);
    }

    [Theory]
    [InlineData(720, "", YuvMatrix.Bt709, false)]
    [InlineData(718, "", YuvMatrix.Bt601, false)]
    [InlineData(96, "bt709", YuvMatrix.Bt709, true)]
    [InlineData(96, "bt470bg", YuvMatrix.Bt601, true)]
    [InlineData(96, "bt2020nc", YuvMatrix.Bt2020, true)]
    public void Matrix_is_the_streams_or_goes_by_its_height(int height, string stated, YuvMatrix matrix, bool isStated)
    {
        string path = _folder.File("a.mp4");
        string[] tag = stated.Length == 0 ? [] : ["-colorspace", stated];
        Ffmpeg.Run(["-f", "lavfi", "-i", $"testsrc2=s=64x{height}:r=25:d=0.08", "-pix_fmt", "yuv420p", .. tag, path]);
        using FrameReader reader = FrameReader.Open(path, Planes);
        Assert.Equal((matrix, isStated), (reader.Video!.Matrix, reader.Video.IsMatrixStated));
        Assert.True(reader.TryRead(out MediaFrame frame));
        Assert.Equal(matrix, frame.Yuv.Matrix);
    }

    /// <summary>The same codes through both matrices: an unmarked picture of 720 rows turns red by BT.709, one below by BT.601.</summary>
    [Theory]
    [InlineData(720, 255, 24)]
    [InlineData(480, 255, 0)]
    public void RGBA_follows_the_same_assumption(int height, int red, int green)
    {
        string path = _folder.File("a.mkv");
        Ffmpeg.Run("-f", "lavfi", "-i", $"color=c=black:s=64x{height}:r=25:d=0.04,format=yuv420p,geq=lum=81:cb=90:cr=240", "-c:v", "ffv1", path);
        using FrameReader reader = FrameReader.Open(path);
        Assert.True(reader.TryRead(out MediaFrame frame));

        // BT.601: 1.164·65 + 1.596·112 = 254, 75.7 + 0.392·38 - 0.813·112 = -0.5. BT.709: 1.793·112 + 75.7 → 276, 75.7 + 0.213·38 - 0.533·112 = 24.
        Assert.InRange(frame.Image.Pixels[0], red - 2, 255);
        Assert.InRange(frame.Image.Pixels[1], Math.Max(0, green - 2), green + 2);
    }

    [Fact]
    public void Frames_of_a_variable_rate_have_their_own_times()
    {
        int[] starts = [0, 40, 50, 250, 1250, 1290];
        string path = Slides("a.mkv", starts);
        using FrameReader reader = FrameReader.Open(path, Planes);
        var found = new List<(double Start, double Duration)>();
        while (reader.TryRead(out MediaFrame frame))
        {
            found.Add((frame.Start.TotalMilliseconds, frame.Duration.TotalMilliseconds));
        }

        Assert.Equal(starts.Select(start => (double)start), found.Select(frame => frame.Start));
        Assert.Equal([40, 10, 200, 1000, 40], found.Take(5).Select(frame => frame.Duration));
        Assert.True(found[5].Duration > 0);
        Assert.Equal(0, reader.RepairedTimestamps);
    }

    [Fact]
    public void Odd_rates_do_not_drift()
    {
        string path = _folder.File("a.mp4");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=32x32:r=24000/1001:d=4", "-pix_fmt", "yuv420p", path);
        using FrameReader reader = FrameReader.Open(path, Planes);
        int index = 0;
        for (; reader.TryRead(out MediaFrame frame); index++)
        {
            Assert.InRange(frame.Start.Ticks - index * 1001 * TimeSpan.TicksPerSecond / 24000.0, -1, 1);
            Assert.InRange(frame.Duration.TotalMilliseconds, 41.70, 41.72);
        }

        Assert.Equal(96, index);
    }

    /// <summary>NUT keeps what it is given, so the times are written into a copy of one by hand: repeated, then backwards.</summary>
    [Fact]
    public void Times_that_repeat_or_go_backwards_are_mended_and_counted()
    {
        string path = Stamped("a.mkv", [0, 40, 40, 20, 200, 240]);
        using FrameReader reader = FrameReader.Open(path, Planes);
        var starts = new List<double>();
        while (reader.TryRead(out MediaFrame frame))
        {
            Assert.True(frame.Duration > TimeSpan.Zero);
            starts.Add(frame.Start.TotalMilliseconds);
        }

        Assert.Equal(6, starts.Count);
        Assert.Equal([0, 40], starts.Take(2));
        Assert.Equal([200, 240], starts.Skip(4));
        Assert.Equal(starts.Order(), starts);
        Assert.Equal(2, reader.RepairedTimestamps);
    }

    [Theory]
    [InlineData(64, 48, 32, 32)]
    [InlineData(64, 48, 48, 64)]
    public void A_size_that_changes_on_the_way_is_one_error_with_both_sizes(int width, int height, int secondWidth, int secondHeight)
    {
        string path = _folder.File("a.ts");
        Ffmpeg.Run("-f", "lavfi", "-i", $"testsrc2=s={width}x{height}:r=25:d=0.4", "-pix_fmt", "yuv420p", _folder.File("1.ts"));
        Ffmpeg.Run("-f", "lavfi", "-i", $"testsrc2=s={secondWidth}x{secondHeight}:r=25:d=0.4", "-pix_fmt", "yuv420p", _folder.File("2.ts"));
        File.WriteAllBytes(path, [.. File.ReadAllBytes(_folder.File("1.ts")), .. File.ReadAllBytes(_folder.File("2.ts"))]);
        foreach (bool planes in new[] { true, false })
        {
            using FrameReader reader = FrameReader.Open(path, new FrameReaderOptions { KeepYuv = planes });
            MediaFormatException failure = Assert.Throws<MediaFormatException>(() => Count(reader));
            Assert.Contains($"{width}×{height} (yuv420p), and {secondWidth}×{secondHeight} (yuv420p)", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failure.Message);
        }
    }

    [Theory]
    [InlineData("a.mp4", "-movflags +faststart")]
    [InlineData("a.mkv", "")]
    [InlineData("a.avi", "")]
    public void A_video_that_ends_inside_a_frame_gives_its_whole_frames_and_one_error(string name, string options)
    {
        string path = _folder.File(name);
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=1", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), path]);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length * 6 / 10)]);
        using FrameReader reader = FrameReader.Open(path, Planes);
        int count = 0;
        MediaFormatException failure = Assert.Throws<MediaFormatException>(() =>
        {
            while (reader.TryRead(out _))
            {
                count++;
            }
        });
        Assert.InRange(count, 8, 16);
        Assert.Contains($"after {count} frames", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        using FrameReader tolerant = FrameReader.Open(path, Planes with { TolerateDamage = true });
        Assert.Equal(count, Count(tolerant));
    }

    [Fact]
    public void A_turned_video_is_read_upright()
    {
        string flat = _folder.File("flat.mp4"), path = _folder.File("a.mp4");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=0.2", "-pix_fmt", "yuv420p", flat);
        Ffmpeg.Run("-i", flat, "-c", "copy", "-metadata:s:v:0", "rotate=90", path);
        using FrameReader reader = FrameReader.Open(path, Planes);
        Assert.Equal((48, 64), (reader.Width, reader.Height));
        Assert.Equal(5, Count(reader));
    }

    [Fact]
    public void High_dynamic_range_is_refused_or_tone_mapped()
    {
        string path = _folder.File("a.mkv");

        // PQ code 0.58 (ST 2084) is 203 cd/m², the reference white of BT.2408: grey that must come out bright and without colour.
        Ffmpeg.Run("-f", "lavfi", "-i", "color=c=black:s=64x48:r=25:d=0.2,format=yuv420p10le,geq=lum=572:cb=512:cr=512", "-c:v", "ffv1", "-color_trc", "smpte2084", "-color_primaries", "bt2020", "-colorspace", "bt2020nc", "-color_range", "tv", path);
        MediaFormatException failure = Assert.Throws<MediaFormatException>(() => FrameReader.Open(path));
        Assert.Contains("10 bits, transfer smpte2084, primaries bt2020", failure.Message, StringComparison.Ordinal);
        using FrameReader reader = FrameReader.Open(path, new FrameReaderOptions { Hdr = HdrHandling.ToneMap });
        Assert.True(reader.Video!.IsHdr);
        Assert.True(reader.TryRead(out MediaFrame frame));
        byte[] pixel = frame.Image.Pixels[..4];
        Assert.InRange(pixel[0], 150, 250);
        Assert.InRange(Math.Max(pixel[0], Math.Max(pixel[1], pixel[2])) - Math.Min(pixel[0], Math.Min(pixel[1], pixel[2])), 0, 2);
    }

    [Fact]
    public void Reading_allocates_nothing_for_a_frame()
    {
        string path = _folder.File("a.mkv");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=8", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", path);
        using FrameReader reader = FrameReader.Open(path, Planes);
        for (int i = 0; i < 20; i++)
        {
            Assert.True(reader.TryRead(out _));
        }

        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                reader.TryRead(out _);
            }
        });
    }

    [Fact]
    public async Task A_cancelled_reader_wakes_the_one_who_waits()
    {
        string path = _folder.File("a.mkv");
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=20", "-c:v", "ffv1", path);
        using var cancellation = new CancellationTokenSource();
        using FrameReader reader = FrameReader.Open(path, Planes, cancellation.Token);
        Task reading = Task.Run(() => Count(reader));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    public void Dispose() => _folder.Dispose();

    private static int Count(FrameReader reader)
    {
        int count = 0;
        while (reader.TryRead(out _))
        {
            count++;
        }

        return count;
    }

    private static byte[] Flat(YuvFrameView frame)
    {
        var bytes = new List<byte>();
        Add(frame.Luma, frame.LumaStride, frame.Width, frame.Height);
        Add(frame.Chroma, frame.ChromaStride, frame.ChromaWidth * (frame.Layout == YuvLayout.Nv12 ? 2 : 1), frame.ChromaHeight);
        if (frame.Layout == YuvLayout.I420)
        {
            Add(frame.ChromaV, frame.ChromaStride, frame.ChromaWidth, frame.ChromaHeight);
        }

        return [.. bytes];

        void Add(ReadOnlySpan<byte> plane, int stride, int width, int height)
        {
            for (int y = 0; y < height; y++)
            {
                bytes.AddRange(plane.Slice(y * stride, width));
            }
        }
    }

    /// <summary>A video whose frames begin at the given milliseconds.</summary>
    private string Slides(string name, int[] starts)
    {
        string path = _folder.File(name), times = string.Join('+', starts.Select((start, index) => $"eq(N,{index})*{start}"));
        Ffmpeg.Run(
            "-f", "lavfi", "-i", $"testsrc2=s=64x48:r=25:d={(starts.Length * 0.04).ToString("0.00", CultureInfo.InvariantCulture)}", "-vf", $"settb=1/1000,setpts='{times}'",
            "-fps_mode", "passthrough", "-enc_time_base", "1/1000", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", path);
        return path;
    }

    /// <summary>A Matroska file whose blocks bear the given times in milliseconds, patched into a sound file: SimpleBlock is
    /// 0xA3, its length, the track, and a signed 16-bit time relative to the cluster (Matroska specification).</summary>
    private string Stamped(string name, short[] times)
    {
        string path = _folder.File(name);
        Ffmpeg.Run("-f", "lavfi", "-i", $"testsrc2=s=64x48:r=25:d={(times.Length * 0.04).ToString("0.00", CultureInfo.InvariantCulture)}", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-write_crc32", "0", "-cluster_time_limit", "60000", path);
        byte[] file = File.ReadAllBytes(path);
        int at = 0;
        foreach ((short time, int index) in times.Select((time, index) => (time, index)))
        {
            // JPEG's start of image follows the four bytes of a block's own header.
            int picture = at + file.AsSpan(at).IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);
            Assert.Equal((byte)0x81, file[picture - 4]);
            int cluster = index * 40 - BinaryPrimitives.ReadInt16BigEndian(file.AsSpan(picture - 3));
            BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(picture - 3), (short)(time - cluster));
            at = picture + 3;
        }

        File.WriteAllBytes(path, file);
        return path;
    }
}
