using System.Globalization;
using System.Text.Json;
using EmoVid.Realtime.Media;
using NJsonSchema;

namespace EmoVid.Realtime.Tests;

public class AttributeTrackTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public void A_flat_orange_has_the_attributes_that_HSV_gives_it()
    {
        // RGB (255, 128, 0): V = 1, S = 1, H = 60·128/255 = 30.1°; no spread, so M3 is 0.3·√(127² + 191.5²).
        AttributeTrack track = AttributeTrack.Measure(WriteClip("flat.webp", [(255, 128, 0)]), new CpuAttributeMeter());
        AttributeSample sample = Assert.Single(track.Samples);
        Assert.Equal(1, sample.Attributes.Brightness, 1e-3);
        Assert.Equal(1, sample.Attributes.Colorfulness, 1e-3);
        Assert.Equal(30.1, sample.Attributes.HueDegrees, 0.2);
        Assert.Equal(0.3 * Math.Sqrt(127 * 127 + 191.5 * 191.5), sample.Attributes.HaslerSusstrunk, 0.2);
        Assert.Equal(1, sample.Attributes.Coverage, 1e-6);
        Assert.Equal(sample.Attributes, track.Whole);
    }

    [Fact]
    public void The_whole_pools_the_frames()
    {
        AttributeTrack track = AttributeTrack.Measure(WriteClip("two.webp", [(255, 0, 0), (51, 0, 0)]), new CpuAttributeMeter());
        Assert.Equal([1.0, 0.2], track.Samples.Select(sample => Math.Round(sample.Attributes.Brightness, 3)));
        Assert.Equal(0.6, track.Whole.Brightness, 1e-3);
        Assert.Equal([0.0, 0.1], track.Samples.Select(sample => sample.Start.TotalSeconds));
    }

    [Fact]
    public void Every_second_frame_is_every_second_frame()
    {
        string path = WriteClip("five.webp", [(10, 0, 0), (50, 0, 0), (100, 0, 0), (150, 0, 0), (200, 0, 0)]);
        AttributeTrack track = AttributeTrack.Measure(path, new CpuAttributeMeter(), new AttributeTrackOptions { Every = 2 });
        Assert.Equal([0, 2, 4], track.Samples.Select(sample => sample.Frame));
    }

    [Fact]
    public void The_software_device_measures_the_same_to_the_bit()
    {
        using PixelEngine software = PixelEngine.Open(EngineChoice.Software);
        var options = new AttributeMeterOptions { Set = AttributeSet.EmoVid | AttributeSet.HaslerSusstrunk };
        using AttributeMeter vulkan = software.CreateMeter(options);
        string still = CommittedFiles.Still("avatar.png");
        AttributeTrack expected = AttributeTrack.Measure(still, new CpuAttributeMeter(options));
        Assert.Equal(expected.Whole, AttributeTrack.Measure(still, vulkan).Whole);
    }

    [Fact]
    public void A_device_with_frames_in_flight_measures_the_same_rows_in_order()
    {
        using PixelEngine software = PixelEngine.Open(EngineChoice.Software);
        var options = new AttributeMeterOptions { Set = AttributeSet.EmoVid | AttributeSet.HaslerSusstrunk };
        using AttributeMeter vulkan = software.CreateMeter(options);
        string clip = WriteClip("seven.webp", [.. Enumerable.Range(1, 7).Select(i => ((byte)(30 * i), (byte)20, (byte)(200 - 20 * i)))]);
        AttributeTrack expected = AttributeTrack.Measure(clip, new CpuAttributeMeter(options)), actual = AttributeTrack.Measure(clip, vulkan);
        Assert.Equal(7, actual.Samples.Count);
        Assert.Equal(expected.Samples, actual.Samples);
    }

    [Fact]
    public void A_region_and_a_mask_say_what_counts()
    {
        // The left half is red, the right half blue.
        var image = new RgbaImage(32, 16, AlphaMode.Straight);
        for (int i = 0; i < 32 * 16; i++)
        {
            (image.Pixels[4 * i], image.Pixels[4 * i + 2], image.Pixels[4 * i + 3]) = i % 32 < 16 ? ((byte)255, (byte)0, (byte)255) : ((byte)0, (byte)255, (byte)255);
        }

        string path = studio.NewPath("halves.png");
        PngWriter.Write(path, image.View);
        double Hue(AttributeTrackOptions options) => AttributeTrack.Measure(path, new CpuAttributeMeter(), options).Whole.HueDegrees;
        Assert.Equal(0, Hue(new AttributeTrackOptions { Region = new FrameRegion(0, 0, 16, 16) }), 1e-6);
        Assert.Equal(240, Hue(new AttributeTrackOptions { Region = new FrameRegion(17, 3, 5, 5) }), 0.1);
        var mask = new RgbaImage(32, 16, AlphaMode.Straight);
        for (int i = 0; i < 32 * 16; i++)
        {
            mask.Pixels.AsSpan(4 * i, 4).Fill((byte)(i % 32 < 16 ? 0 : 255));
        }

        Assert.Equal(240, Hue(new AttributeTrackOptions { Mask = mask }), 0.1);
        Assert.Equal(240, Hue(new AttributeTrackOptions { Mask = mask, Region = new FrameRegion(8, 0, 16, 16) }), 0.1);
        Assert.Contains("0,0,33,16", Assert.Throws<EmoVidException>(() => Hue(new AttributeTrackOptions { Region = new FrameRegion(0, 0, 33, 16) })).Message, StringComparison.Ordinal);
        Assert.Contains("8×8", Assert.Throws<EmoVidException>(() => Hue(new AttributeTrackOptions { Mask = new RgbaImage(8, 8, AlphaMode.Straight) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_strip_has_the_mean_colour_of_every_frame()
    {
        var strip = new ClipStrip();
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeTrackPlot.RequiredSet });
        (byte R, byte G, byte B)[] colours = [(200, 30, 30), (30, 200, 130), (255, 255, 255), (0, 0, 0)];
        AttributeTrack.Measure(WriteClip("colours.webp", colours), meter, strip: strip);
        Assert.All(colours.Zip(strip.Colors), pair =>
        {
            Assert.InRange((pair.Second >> 16) - pair.First.R, -1, 1);
            Assert.InRange((pair.Second >> 8 & 255) - pair.First.G, -1, 1);
            Assert.InRange((pair.Second & 255) - pair.First.B, -1, 1);
        });
        Assert.Equal(4, strip.Thumbnails.Count);
        Assert.InRange(strip.Thumbnails[1].Pixels[1], 199, 201);
    }

    [Fact]
    public void Json_and_csv_hold_every_number_unrounded()
    {
        AttributeTrack track = AttributeTrack.Measure(WriteClip("three.webp", [(200, 30, 30), (30, 200, 30), (30, 30, 200)]), new CpuAttributeMeter());
        using JsonDocument json = JsonDocument.Parse(AttributeTrackWriter.ToJson("three.webp", track));
        Assert.Equal(track.Whole.HueDegrees, json.RootElement.GetProperty("whole").GetProperty("attributes").GetProperty("hueDegrees").GetDouble());
        Assert.Equal(3, json.RootElement.GetProperty("frames").GetArrayLength());

        string[] lines = AttributeTrackWriter.ToCsv(track).TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        string[] names = lines[0].Split(',');
        Assert.All(lines, line => Assert.Equal(names.Length, line.Split(',').Length));
        Assert.Equal(track.Samples[1].Attributes.Brightness, double.Parse(lines[2].Split(',')[Array.IndexOf(names, "brightness")], CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(AttributeSet.All)]
    [InlineData(AttributeSet.Standard)]
    [InlineData(AttributeSet.Luma)]
    [InlineData(AttributeSet.Motion)]
    public async Task The_json_keeps_its_schema(AttributeSet set)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(CommittedFiles.Root, "docs", "schema", "analysis-1.schema.json"));
        string clip = WriteClip("schema.webp", [(200, 30, 30), (30, 200, 30), (30, 30, 200)]);
        foreach (string path in new[] { clip, CommittedFiles.Still("avatar.png") })
        {
            var options = new AttributeTrackOptions { Region = new FrameRegion(0, 0, 20, 20) };
            AttributeTrack track = AttributeTrack.Measure(path, new CpuAttributeMeter(new AttributeMeterOptions { Set = set }), options);
            string json = AttributeTrackWriter.ToJson(path, track);
            Assert.Empty(schema.Validate(json));

            // Guards the guard: what the schema does not know, or misses, or has another type, it refuses.
            foreach (string spoilt in new[] { json.Replace("\"every\"", "\"ever\"", StringComparison.Ordinal), json.Replace("\"coverage\": ", "\"coverage\": 7", StringComparison.Ordinal), json.Replace("\"masked\": false", "\"masked\": \"no\"", StringComparison.Ordinal) })
            {
                Assert.NotEqual(json, spoilt);
                Assert.NotEmpty(schema.Validate(spoilt));
            }
        }
    }

    [Fact]
    public void EmoVids_form_has_one_decimal_and_whole_degrees()
    {
        string path = WriteClip("a,b.webp", [(255, 128, 0), (204, 102, 0)]);
        AttributeTrack track = AttributeTrack.Measure(path, new CpuAttributeMeter(), new AttributeTrackOptions { Every = AttributeTrackOptions.EmoVidEvery });
        EmoVidAnnotation row = EmoVidAnnotation.Of("a,b.webp", track);
        Assert.Equal(1, row.Frames);
        Assert.Equal("file,brightness,colorfulness,hue,sampled_frames\n\"a,b.webp\",1.0,1.0,30,1\n", EmoVidAnnotation.ToCsv([row]));
        using JsonDocument json = JsonDocument.Parse(EmoVidAnnotation.ToJson([row, row]));
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.Equal(30, json.RootElement[0].GetProperty("hue").GetInt32());
    }

    private string WriteClip(string name, (byte R, byte G, byte B)[] colors)
    {
        string path = studio.NewPath(name);
        using var writer = new AnimatedWebPWriter(path, 32, 32, new AnimatedWebPOptions { Lossless = true });
        var image = new RgbaImage(32, 32, AlphaMode.Opaque);
        foreach ((byte r, byte g, byte b) in colors)
        {
            for (int i = 0; i < image.Pixels.Length; i += 4)
            {
                (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2], image.Pixels[i + 3]) = (r, g, b, 255);
            }

            writer.Add(image.View, 10.0);
        }

        writer.Complete();
        return path;
    }
}
