using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace EmoVid.Realtime.Media.Tests;

public sealed class LottieTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Hostile
    {
        get
        {
            string deep = string.Concat(Enumerable.Repeat("{\"ty\":\"gr\",\"it\":[", 40)) + string.Concat(Enumerable.Repeat("]}", 40));
            return new TheoryData<string, string>
            {
                { "a parent circle", TestLottie.With("{\"ty\":3,\"ind\":1,\"parent\":2},{\"ty\":3,\"ind\":2,\"parent\":1}") },
                { "a layer that is its own parent", TestLottie.With("{\"ty\":3,\"ind\":1,\"parent\":1}") },
                { "a composition in itself", TestLottie.With("{\"ty\":0,\"refId\":\"a\"}", "{\"id\":\"a\",\"layers\":[{\"ty\":0,\"refId\":\"a\"}]}") },
                { "a circle of unused compositions", TestLottie.With(TestLottie.Square, "{\"id\":\"a\",\"layers\":[{\"ty\":0,\"refId\":\"b\"}]},{\"id\":\"b\",\"layers\":[{\"ty\":0,\"refId\":\"a\"}]}") },
                { "ten to the twelfth layers", TestLottie.With("{\"ty\":0,\"refId\":\"c0\"}", string.Join(',', Enumerable.Range(0, 12).Select(i => $"{{\"id\":\"c{i}\",\"layers\":[{string.Join(',', Enumerable.Repeat(i < 11 ? $"{{\"ty\":0,\"refId\":\"c{i + 1}\"}}" : TestLottie.Square, 10))}]}}"))) },
                { "an asset that is not there", TestLottie.With("{\"ty\":0,\"refId\":\"gone\"}") },
                { "a file's name", TestLottie.With("{\"ty\":2,\"refId\":\"i\"}", "{\"id\":\"i\",\"w\":9,\"h\":9,\"u\":\"/etc/\",\"p\":\"passwd\",\"e\":0}") },
                { "a million copies", Shapes("{\"ty\":\"rp\",\"c\":{\"k\":1000000}}") },
                { "copies of copies", Shapes(string.Join(',', Enumerable.Repeat("{\"ty\":\"rp\",\"c\":{\"k\":250}}", 4))) },
                { "copies that grow out of the world", Shapes("{\"ty\":\"rp\",\"c\":{\"k\":3},\"tr\":{\"s\":{\"k\":[4100,100]}}}") },
                { "invisible dashes", Shapes("{\"ty\":\"st\",\"d\":[{\"n\":\"d\",\"v\":{\"k\":0.00001}},{\"n\":\"g\",\"v\":{\"k\":0.00001}}]}") },
                { "a star of a million points", Shapes("{\"ty\":\"sr\",\"pt\":{\"k\":900000}}") },
                { "a short gradient", Shapes("{\"ty\":\"gf\",\"g\":{\"p\":9,\"k\":{\"a\":0,\"k\":[0,1,1,1]}}}") },
                { "an animated short gradient", Shapes("{\"ty\":\"gf\",\"g\":{\"p\":2,\"k\":{\"a\":1,\"k\":[{\"t\":0,\"s\":[0,1,1,1]}]}}}") },
                { "fewer tangents than points", Shapes("{\"ty\":\"sh\",\"ks\":{\"k\":{\"c\":true,\"v\":[[0,0],[9,9]],\"i\":[[0,0]],\"o\":[[0,0],[0,0]]}}}") },
                { "points of one number", Shapes("{\"ty\":\"sh\",\"ks\":{\"k\":{\"c\":true,\"v\":[[0]],\"i\":[[0]],\"o\":[[0]]}}}") },
                { "a coordinate out of this world", TestLottie.With(TestLottie.Square.Replace("[20,20]", "[1e30,20]", StringComparison.Ordinal)) },
                { "time that stands still", TestLottie.With(TestLottie.Square.Replace("\"sr\":1", "\"sr\":0", StringComparison.Ordinal)) },
                { "groups in groups", Shapes(deep) },
                { "arrays in arrays", TestLottie.With(new string('[', 90_000) + new string(']', 90_000)) },
                { "no layers", TestLottie.With(string.Empty) },
                { "no size", TestLottie.With(TestLottie.Square, head: "\"fr\":25,\"ip\":0,\"op\":50") },
                { "a canvas of gigapixels", TestLottie.With(TestLottie.Square, head: "\"fr\":25,\"ip\":0,\"op\":50,\"w\":99999,\"h\":99999") },
                { "a million frames", TestLottie.With(TestLottie.Square, head: "\"fr\":25,\"ip\":0,\"op\":999999,\"w\":100,\"h\":80") },
                { "an end before the beginning", TestLottie.With(TestLottie.Square, head: "\"fr\":25,\"ip\":50,\"op\":0,\"w\":100,\"h\":80") },
                { "no rate", TestLottie.With(TestLottie.Square, head: "\"fr\":0,\"ip\":0,\"op\":50,\"w\":100,\"h\":80") },
                { "half a file", TestLottie.Moving[..(TestLottie.Moving.Length / 2)] },
            };
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_shape_is_where_the_animation_puts_it(bool packed)
    {
        string path = _folder.File("a.bin", packed ? TestLottie.Pack(TestLottie.Moving) : Encoding.UTF8.GetBytes(TestLottie.Moving));
        using FrameReader reader = FrameReader.Open(path);
        Assert.Equal((MediaKind.Lottie, 100, 80, 50, TimeSpan.FromSeconds(2)), (reader.Kind, reader.Width, reader.Height, reader.FrameCount, reader.Duration));
        int count = 0;
        for (; reader.TryRead(out MediaFrame frame); count++)
        {
            Assert.Equal((TimeSpan.FromMilliseconds(40 * count), TimeSpan.FromMilliseconds(40)), (frame.Start, frame.Duration));

            // Straight linear motion: the centre of the covered pixels is 20 + 60 · t/50.
            (double x, double y, double coverage) = Centre(frame.Image);
            Assert.Equal(20 + 60.0 * count / 50, x, 0.6);
            Assert.Equal(40, y, 0.6);
            Assert.InRange(coverage, 0.98 * 400 * 0.5, 1.02 * 400 * 0.5);
            int centre = (40 * 100 + (int)x) * 4;
            PixelAssert.Near([255, 128, 0, frame.Image.Pixels[centre + 3]], frame.Image.Pixels.AsSpan(centre, 4), 2);
            Assert.InRange(frame.Image.Pixels[centre + 3], 126, 129);
        }

        Assert.Equal(50, count);
    }

    [Fact]
    public void A_sticker_is_its_first_opaque_frame()
    {
        string path = _folder.File("a.tgs", TestLottie.Pack(TestLottie.Moving.Replace("\"k\":50}", "\"k\":100}", StringComparison.Ordinal)));
        RgbaImage still = StickerReader.Read(path);
        Assert.Equal((100, 80), (still.Width, still.Height));
        Assert.Equal(20, Centre(still).X, 0.6);
    }

    [Fact]
    public void Two_animations_do_not_know_each_other()
    {
        string first = _folder.File("1.json", Encoding.UTF8.GetBytes(TestLottie.Moving));
        string second = _folder.File("2.json", Encoding.UTF8.GetBytes(TestLottie.Moving.Replace("[20,40,0]", "[50,20,0]", StringComparison.Ordinal)));
        using FrameReader a = FrameReader.Open(first), b = FrameReader.Open(second);
        Assert.True(a.TryRead(out MediaFrame left) & b.TryRead(out MediaFrame right));
        Assert.Equal(20, Centre(left.Image).X, 0.6);
        Assert.Equal(50, Centre(right.Image).X, 0.6);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_animations_are_refused_before_the_renderer_sees_them(string what, string json)
    {
        string path = _folder.File("a.json", Encoding.UTF8.GetBytes(json));
        MediaException failure = Assert.ThrowsAny<MediaException>(() => FrameReader.Open(path));
        Assert.Matches("^Reading '[^\n]*': found [^\n]*, expected [^\n]*; [^\n]*\\.$", failure.Message);
        Assert.False(failure is MediaToolException, what);
    }

    [Fact]
    public void A_gzip_bomb_is_refused_at_the_bound()
    {
        // 200 MB of spaces in 200 KB.
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] spaces = [.. Enumerable.Repeat((byte)' ', 1 << 20)];
            for (int i = 0; i < 200; i++)
            {
                gzip.Write(spaces);
            }
        }

        string path = _folder.File("a.tgs", packed.ToArray());
        long before = GC.GetAllocatedBytesForCurrentThread();
        MediaLimitException failure = Assert.Throws<MediaLimitException>(() => FrameReader.Open(path));
        Assert.Contains("16 MiB", failure.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80 << 20);
    }

    [Fact]
    public void Damaged_packing_is_one_line()
    {
        byte[] whole = TestLottie.Pack(TestLottie.Moving);
        foreach (int length in new[] { 3, 12, whole.Length / 2, whole.Length - 9, whole.Length - 1 })
        {
            Assert.ThrowsAny<MediaException>(() => FrameReader.Open(_folder.File("a.tgs", whole[..length])));
        }
    }

    /// <summary>Native code that does not come back costs its thread, and the caller nothing but the wait.</summary>
    [Fact]
    public void Work_that_does_not_come_back_is_given_up()
    {
        using var thread = new BoundedThread("test");
        using var never = new ManualResetEventSlim();
        Assert.True(thread.TryRun(() => { }, TimeSpan.FromSeconds(30)));
        Assert.Throws<InvalidTimeZoneException>(() => thread.TryRun(() => throw new InvalidTimeZoneException(), TimeSpan.FromSeconds(30)));
        Assert.False(thread.TryRun(never.Wait, TimeSpan.FromMilliseconds(20)));
        Assert.True(thread.IsLost);
        Assert.Throws<ObjectDisposedException>(() => thread.TryRun(() => { }, TimeSpan.FromSeconds(30)));
        never.Set();
    }

    /// <summary>What passes the check is drawn by native code in this very process: a crash would end the run.</summary>
    [Fact]
    public void Random_damage_ends_in_one_line_or_in_frames()
    {
        var random = new Random(20_251_121);
        byte[] sound = Encoding.UTF8.GetBytes(TestLottie.Moving);
        int read = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = [.. sound];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                int at = random.Next(damaged.Length);
                damaged[at] = char.IsAsciiDigit((char)damaged[at]) ? (byte)('0' + random.Next(10)) : (byte)"0129[]{}\",:.-ktpsrgeo"[random.Next(21)];
            }

            try
            {
                using FrameReader reader = FrameReader.Open(_folder.File("a.json", damaged), new MediaLimits { MaxSide = 1024, MaxFrames = 500 });
                for (int frame = 0; frame < 5 && reader.TryRead(out _); frame++)
                {
                    read++;
                }
            }
            catch (MediaException failure)
            {
                Assert.DoesNotContain('\n', failure.Message);
            }
        }

        Assert.True(read > 0);
    }

    public void Dispose() => _folder.Dispose();

    private static string Shapes(string shapes) => TestLottie.With(string.Create(CultureInfo.InvariantCulture, $"{{\"ty\":4,\"ind\":1,\"ip\":0,\"op\":50,\"ks\":{{}},\"shapes\":[{{\"ty\":\"rc\",\"s\":{{\"k\":[20,20]}},\"p\":{{\"k\":[0,0]}},\"r\":{{\"k\":0}}}},{shapes}]}}"));

    /// <summary>Centre and sum of the alpha, in pixels.</summary>
    private static (double X, double Y, double Coverage) Centre(RgbaImage image)
    {
        double x = 0, y = 0, sum = 0;
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            double alpha = image.Pixels[i * 4 + 3] / 255.0;
            (x, y, sum) = (x + alpha * (i % image.Width + 0.5), y + alpha * (i / image.Width + 0.5), sum + alpha);
        }

        return (x / sum, y / sum, sum);
    }
}
