using System.Buffers.Binary;
using System.Text;

namespace EmoVid.Realtime.Media.Tests;

public sealed class HostileInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, int, int> Sizes
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (string format in new[] { "png", "gif", "jpeg", "webp-lossy", "webp-animated" })
            {
                cases.Add(format, 30_000, 20);
                cases.Add(format, 20, 9000);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_picture_that_is_too_large_is_refused_by_its_header(string format, int width, int height)
    {
        // 14 bits is all that a VP8 header holds.
        (width, height) = format == "webp-lossy" ? (Math.Min(width, 16383), height) : (width, height);
        string path = _folder.File("a", WithSize(format, width, height));
        MediaLimitException failure = Assert.Throws<MediaLimitException>(() => StickerReader.Read(path));
        AssertLine(failure, path);
        Assert.Contains($"{width}×{height}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("8192", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("png")]
    [InlineData("gif")]
    [InlineData("jpeg")]
    [InlineData("webp-lossy")]
    public void A_picture_of_no_pixels_is_refused(string format)
    {
        string path = _folder.File("a", WithSize(format, 0, 0));
        MediaFormatException failure = Assert.Throws<MediaFormatException>(() => StickerReader.Read(path));
        AssertLine(failure, path);
        Assert.Contains("0×0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_the_callers_to_set()
    {
        string path = _folder.File("a", SampleFiles.Get("png"));
        Assert.Throws<MediaLimitException>(() => StickerReader.Read(path, new MediaLimits { MaxSide = 47 }));
        Assert.Throws<MediaLimitException>(() => StickerReader.Read(path, new MediaLimits { MaxPixels = 48 * 40 - 1 }));
        Assert.Throws<MediaLimitException>(() => StickerReader.Read(path, new MediaLimits { MaxFileBytes = 100 }));
        Assert.Equal(48, StickerReader.Read(path, new MediaLimits { MaxSide = 48, MaxPixels = 48 * 40 }).Width);
        Assert.Throws<MediaLimitException>(() => FrameReader.Open(_folder.File("b", SampleFiles.Get("gif")), new MediaLimits { MaxFrames = 3 }));
    }

    [Theory]
    [MemberData(nameof(SampleFiles.Names), MemberType = typeof(SampleFiles))]
    public void A_file_cut_short_anywhere_is_refused(string format)
    {
        byte[] whole = SampleFiles.Get(format);
        int[] lengths = [1, 3, 7, 12, 20, 33, .. Enumerable.Range(1, 19).Select(i => whole.Length * i / 20), whole.Length - 2, whole.Length - 1];
        foreach (int length in lengths)
        {
            string path = _folder.File("a", whole[..length]);
            AssertLine(Assert.ThrowsAny<MediaException>(() => StickerReader.Read(path)), path);
        }
    }

    [Theory]
    [InlineData("a.png", "just some words\n", "found text")]
    [InlineData("a.webp", "{\"v\":\"5.5\"}", "found text")]
    [InlineData("a.svg", "<html><body>no drawing</body></html>", "found text")]
    [InlineData("a.gif", "\u0001\u0002\u0003\u0004", "begins with 01020304")]
    [InlineData("a.jpg", "", "an empty file")]
    public void A_file_that_is_no_picture_is_named_for_what_it_is(string name, string content, string found)
    {
        string path = _folder.File(name, Encoding.UTF8.GetBytes(content));
        MediaFormatException failure = Assert.Throws<MediaFormatException>(() => StickerReader.Read(path));
        AssertLine(failure, path);
        Assert.Contains(found, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_file_is_said_in_one_line()
    {
        AssertLine(Assert.Throws<MediaFileException>(() => StickerReader.Read(_folder.File("none.png"))), "no such file");
        AssertLine(Assert.Throws<MediaFileException>(() => StickerReader.Read(_folder.Path)), "a folder");
        AssertLine(Assert.ThrowsAny<MediaException>(() => StickerReader.Read("/dev/zero")), "/dev/zero");
    }

    [Fact]
    public void A_damaged_PNG_is_refused_even_where_a_decoder_would_go_on()
    {
        byte[] png = [.. SampleFiles.Get("png")];
        png[^30] ^= 0x10;
        string path = _folder.File("a", png);
        AssertLine(Assert.Throws<MediaFormatException>(() => StickerReader.Read(path)), "checksum");
    }

    [Fact]
    public void A_video_without_video_is_refused()
    {
        string path = _folder.File("a.mkv");
        Ffmpeg.Run("-f", "lavfi", "-i", "sine=d=1", "-c:a", "flac", path);
        AssertLine(Assert.Throws<MediaFormatException>(() => FrameReader.Open(path)), "without pictures");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..40]);
        AssertLine(Assert.ThrowsAny<MediaException>(() => FrameReader.Open(path)), path);
    }

    [Theory]
    [MemberData(nameof(SampleFiles.Names), MemberType = typeof(SampleFiles))]
    public void Random_damage_ends_in_one_line_or_in_a_whole_picture(string format)
    {
        // 40 files a format: flipped bits, overwritten runs, cut ends and doubled parts. Seeded, so that a failure repeats.
        var random = new Random(20_240_607);
        byte[] sound = SampleFiles.Get(format);
        for (int i = 0; i < 40; i++)
        {
            byte[] damaged = Damage(sound, random, i % 4);
            string path = _folder.File("a", damaged);
            try
            {
                using FrameReader reader = FrameReader.Open(path);
                while (reader.TryRead(out MediaFrame frame))
                {
                    Assert.Equal((reader.Width, reader.Height), (frame.Image.Width, frame.Image.Height));
                    Assert.InRange(frame.Duration, TimeSpan.Zero, TimeSpan.FromDays(1));
                }
            }
            catch (MediaException failure)
            {
                AssertLine(failure, path);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertLine(MediaException failure, string part)
    {
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.Matches("^Reading '[^\n]*': found [^\n]*, expected [^\n]*; [^\n]*\\.$", failure.Message);
    }

    private static byte[] Damage(byte[] sound, Random random, int way)
    {
        byte[] copy = [.. sound];
        int at = random.Next(4, copy.Length);
        switch (way)
        {
            case 0:
                for (int i = random.Next(1, 4); i > 0; i--)
                {
                    copy[random.Next(4, copy.Length)] ^= (byte)(1 << random.Next(8));
                }

                return copy;
            case 1:
                random.NextBytes(copy.AsSpan(at, Math.Min(random.Next(1, 64), copy.Length - at)));
                return copy;
            case 2:
                return copy[..at];
            default:
                return [.. copy[..at], .. copy[random.Next(at)..]];
        }
    }

    private static byte[] WithSize(string format, int width, int height)
    {
        byte[] file = [.. SampleFiles.Get(format)];
        switch (format)
        {
            case "png":
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
                uint sum = BitConverter.ToUInt32(Pillow.Run("import zlib; sys.stdout.buffer.write(struct.pack('<I', zlib.crc32(bytes.fromhex(arguments[0]))))", Convert.ToHexString(file.AsSpan(12, 17))));
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), sum);
                break;
            case "gif":
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)height);
                break;
            case "jpeg":
                int frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), (ushort)height);
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), (ushort)width);
                break;
            case "webp-lossy" when file.AsSpan(12, 4).SequenceEqual("VP8 "u8):
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(26), (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(28), (ushort)height);
                break;
            default:
                file[24] = (byte)(width - 1);
                file[25] = (byte)((width - 1) >> 8);
                file[27] = (byte)(height - 1);
                file[28] = (byte)((height - 1) >> 8);
                break;
        }

        return file;
    }
}
