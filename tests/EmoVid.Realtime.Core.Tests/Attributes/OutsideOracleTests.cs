using System.Diagnostics;
using System.Globalization;

namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>OpenCV and ffmpeg as oracles that share nothing with us but the names of the definitions.</summary>
public class OutsideOracleTests
{
    private const int Width = 320, Height = 240;

    [Fact]
    public void OpenCV_finds_the_same_in_floating_point()
    {
        // The same picture as in tests/assets/opencv/attributes.cpp, which made the values.
        var image = new RgbaImage(Width, Height, AlphaMode.Opaque);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                Span<byte> pixel = image.Pixels.AsSpan((y * Width + x) * 4, 4);
                (pixel[0], pixel[1], pixel[2]) = ((byte)(x * 5 + y), (byte)((x + 3 * y) / 4 & 127), (byte)((x * y / 64 + 40) & 127));
            }
        }

        Dictionary<string, double> expected = File.ReadLines(Path.Combine(CommittedFiles.Root, "tests", "assets", "opencv", "attributes.txt"))
            .Skip(1).Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        using var meter = new CpuAttributeMeter();
        VisualAttributes found = meter.Measure(image.View);
        Assert.Equal(expected["brightness"], found.Brightness, 1e-5);
        Assert.Equal(expected["colorfulness"], found.Colorfulness, 2e-4);
        Assert.Equal(expected["hue"], found.HueDegrees, 0.05);
        Assert.Equal(expected["hue_resultant_length"], found.HueResultantLength, 3.5e-4);
        Assert.Equal(expected["hasler_susstrunk"], found.HaslerSusstrunk, 1e-3);
        Assert.Equal(expected["warm_cool"], found.WarmCool, 1e-5);

        // Luma is rounded to a code a pixel, which adds a variance of up to 1/12 of a code's square.
        Assert.Equal(expected["luma_mean"], found.LumaMean, 0.1 / 255);
        Assert.Equal(expected["luma_contrast"], found.LumaContrast, 0.05 / 255);
    }

    [Fact]
    public void Ffmpeg_signalstats_finds_the_same_luma_and_the_same_motion()
    {
        // Colours inside the gamut, as full-range BT.709 Y'CbCr: ffmpeg then looks at the very luma codes that R'G'B' of them
        // gives back, up to the rounding of chroma.
        const int Frames = 3;
        byte[] video = new byte[Frames * Width * Height * 3 / 2];
        for (int frame = 0; frame < Frames; frame++)
        {
            Span<byte> planes = video.AsSpan(frame * Width * Height * 3 / 2, Width * Height * 3 / 2);
            for (int i = 0; i < Width * Height; i++)
            {
                planes[i] = (byte)(80 + (i % Width * 3 + i / Width * frame) % 90);
            }

            planes[(Width * Height)..(Width * Height * 5 / 4)].Fill(120);
            planes[(Width * Height * 5 / 4)..].Fill(140);
        }

        List<Dictionary<string, double>> statistics = Signalstats(video);
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        for (int frame = 0; frame < Frames; frame++)
        {
            ReadOnlySpan<byte> planes = video.AsSpan(frame * Width * Height * 3 / 2);
            VisualAttributes found = meter.Measure(YuvFrameView.I420(planes, Width, planes[(Width * Height)..], planes[(Width * Height * 5 / 4)..], Width / 2, Width, Height, YuvRange.Full, YuvMatrix.Bt709));
            Assert.Equal(statistics[frame]["YAVG"], found.LumaMean * 255, 0.6);
            Assert.Equal(statistics[frame]["YDIF"], found.MotionEnergy * 255, 0.6);
            Assert.Equal(statistics[frame]["YLOW"], PercentileCode(planes), 1.01);
        }

        static double PercentileCode(ReadOnlySpan<byte> planes)
        {
            // signalstats calls the tenth percentile YLOW.
            using var still = new CpuAttributeMeter();
            return still.Sums(YuvFrameView.I420(planes, Width, planes[(Width * Height)..], planes[(Width * Height * 5 / 4)..], Width / 2, Width, Height, YuvRange.Full, YuvMatrix.Bt709)).LumaPercentile(0.1) * 255;
        }
    }

    private static List<Dictionary<string, double>> Signalstats(byte[] video)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, video);
            using Process process = Process.Start(new ProcessStartInfo("ffmpeg",
                ["-nostdin", "-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", $"{Width}x{Height}", "-i", path, "-vf", "signalstats,metadata=print:file=-", "-f", "null", "-"])
            { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return [.. output.Split("frame:").Skip(1).Select(frame => frame.Split('\n').Where(line => line.Contains("signalstats.", StringComparison.Ordinal))
                .Select(line => line.Split("signalstats.")[1].Split('='))
                .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture)))];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
