using System.Runtime.InteropServices;
using System.Text.Json;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Writes <c>report.json</c> of the demo.</summary>
public static class DemoReportWriter
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>Writes the report; it appears complete or not at all.</summary>
    /// <exception cref="MediaFileException">The file cannot be written.</exception>
    public static void Write(string path, DemoResult result) => AtomicFile.WriteText(path, ToJson(result));

    /// <summary>The text that <see cref="Write"/> writes.</summary>
    public static string ToJson(DemoResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(new
        {
            format = 1,
            device = result.Device,
            provider = result.Provider,
            pack = result.Pack,
            packSha256 = result.PackHash,
            seed = result.Clip.Seed,
            machine = new { os = RuntimeInformation.OSDescription, architecture = RuntimeInformation.ProcessArchitecture.ToString(), cores = Environment.ProcessorCount },
            seconds = Math.Round(result.Seconds, 1),
            clips = result.Clips.Select(clip => Clip(clip, result)),
        }, Options) + "\n";
    }

    private static object Clip(DemoClip clip, DemoResult result)
    {
        ClipReport report = clip.Report;
        VisualAttributes a = report.Attributes;
        return new
        {
            file = clip.File,
            sticker = clip.Still,
            emotion = EmotionNames.Get(clip.Emotion),
            size = result.Clip.Size,
            frames = report.Frames,
            framesPerSecond = result.Clip.FramesPerSecond,
            bytes = clip.Bytes,
            seed = result.Clip.Seed,
            device = result.Device,
            provider = result.Provider,
            packSha256 = result.PackHash,
            confidence = Rounded(clip.Confidence),
            attributes = new
            {
                brightness = a.Brightness,
                colorfulness = a.Colorfulness,
                hueDegrees = a.HueDegrees,
                hueResultantLength = a.HueResultantLength,
                haslerSusstrunk = a.HaslerSusstrunk,
                coverage = a.Coverage,
            },
            milliseconds = new
            {
                generator = Timing(report.Generator),
                compositor = Timing(report.Compositor),
                meter = Timing(report.Meter),
                encoder = Timing(report.Sinks),
                appearanceOnce = Rounded(report.AppearanceMilliseconds),
                motionOnce = Rounded(report.MotionMilliseconds),
            },
            seconds = Rounded(report.Seconds),
        };
    }

    private static object Timing(TimingSummary timing) => new { p50 = Rounded(timing.P50), p99 = Rounded(timing.P99) };

    private static double Rounded(double value) => Math.Round(value, 3);
}
