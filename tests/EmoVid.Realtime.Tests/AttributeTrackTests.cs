using System.Globalization;
using System.Text.Json;
using EmoVid.Realtime.Media;

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
        AttributeTrack track = AttributeTrack.Measure(path, new CpuAttributeMeter(), every: 2);
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
    public void Json_and_csv_hold_every_number_unrounded()
    {
        AttributeTrack track = AttributeTrack.Measure(WriteClip("three.webp", [(200, 30, 30), (30, 200, 30), (30, 30, 200)]), new CpuAttributeMeter());
        using JsonDocument json = JsonDocument.Parse(AttributeTrackWriter.ToJson("three.webp", track));
        Assert.Equal(track.Whole.HueDegrees, json.RootElement.GetProperty("whole").GetProperty("hueDegrees").GetDouble());
        Assert.Equal(3, json.RootElement.GetProperty("samples").GetArrayLength());

        string[] lines = AttributeTrackWriter.ToCsv(track).TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Equal(8, line.Split(',').Length));
        Assert.Equal(track.Samples[1].Attributes.Brightness, double.Parse(lines[2].Split(',')[2], CultureInfo.InvariantCulture));
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
