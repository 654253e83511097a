using System.Diagnostics;
using System.Globalization;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>The main job: stills act emotions. Writes an animated WebP a still and emotion, one labelled contact sheet, and a
/// report.</summary>
public static class DemoJob
{
    /// <summary>Name of the contact sheet in the output folder.</summary>
    public const string SheetName = "contact-sheet.png";

    /// <summary>Name of the report in the output folder.</summary>
    public const string ReportName = "report.json";

    /// <summary>Frames of each clip on the sheet: the ones that differ most, in their order of time.</summary>
    private const int SheetFrames = 6;

    /// <summary>Side of a frame on the sheet, in pixels. They are rendered at this size: composing small looks better than
    /// shrinking.</summary>
    private const int SheetFrameSide = 96;

    /// <summary>Runs the demo. Every file appears complete or not at all.</summary>
    /// <param name="animator">Makes the stills act.</param>
    /// <param name="engine">Measures the frames; the one that the animator composes with.</param>
    /// <param name="options">What to make.</param>
    /// <param name="progress">Told after every frame; may be null.</param>
    /// <param name="cancellation">Stops between two frames.</param>
    /// <exception cref="EmoVidException">A still cannot be read, a file cannot be written, or a network or the device
    /// failed.</exception>
    public static DemoResult Run(StickerAnimator animator, PixelEngine engine, DemoOptions options, IProgress<DemoProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(animator);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        long start = Stopwatch.GetTimestamp();
        // All stills are read first: a file that is missing shows before minutes of work.
        (string Name, RgbaImage Image)[] stills = [.. options.Stills.Select(still => (still.Name, StickerReader.Read(still.Path, limits: null, cancellation)))];
        using AttributeMeter meter = engine.CreateMeter();
        string pack = $"{animator.Pack.Manifest.Name} {animator.Pack.Manifest.Version}";
        ContactSheet sheet = Begin(stills, options, pack);
        var poses = new KeyPoses(SheetFrameSide);
        var clips = new List<DemoClip>();
        for (int row = 0; row < stills.Length; row++)
        {
            for (int column = 0; column < options.Emotions.Count; column++)
            {
                Emotion emotion = options.Emotions[column];
                ClipRequest request = options.Clip with { Mix = EmotionMix.Of(emotion) };
                using StickerClip clip = animator.CreateClip(stills[row].Image.View, request);
                var place = new DemoProgress(clips.Count, stills.Length * options.Emotions.Count, stills[row].Name, emotion, 0, request.FrameCount);
                clips.Add(Make(clip, meter, options.OutputFolder, place, progress, cancellation));
                AddTo(sheet, row, column, poses.Pick(clip, SheetFrames));
            }
        }

        sheet.Write(Path.Combine(options.OutputFolder, SheetName), cancellation);
        var result = new DemoResult(
            clips,
            engine.Device,
            animator.Provider.ToString().ToLowerInvariant(),
            pack,
            animator.Pack.Hash,
            options.Clip,
            Stopwatch.GetElapsedTime(start).TotalSeconds);
        DemoReportWriter.Write(Path.Combine(options.OutputFolder, ReportName), result);
        return result;
    }

    private static DemoClip Make(StickerClip clip, AttributeMeter meter, string folder, DemoProgress place, IProgress<DemoProgress>? progress, CancellationToken cancellation)
    {
        string file = $"{place.Still}-{EmotionNames.Get(place.Emotion)}.webp";
        string path = Path.Combine(folder, file);
        using var sink = new ClipSink(path, clip.Request);
        IProgress<int>? frames = progress is null ? null : new FrameProgress(progress, place);
        ClipReport report = ClipExporter.Export(clip, meter, [sink], frames, cancellation);
        return new DemoClip(file, place.Still, place.Emotion, new FileInfo(path).Length, clip.Confidence, report);
    }

    private static ContactSheet Begin((string Name, RgbaImage Image)[] stills, DemoOptions options, string pack)
    {
        var sheet = new ContactSheet(new ContactSheetLayout
        {
            Title = "One still, eight emotions",
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"The {SheetFrames} frames of each {options.Clip.Seconds} s loop that differ most; pack {pack}, seed {options.Clip.Seed}"),
            Rows = [.. stills.Select(still => still.Name)],
            Columns = [.. options.Emotions.Select(EmotionNames.Get)],
            FramesPerCell = SheetFrames,
            FrameSide = SheetFrameSide,
        });
        for (int row = 0; row < stills.Length; row++)
        {
            sheet.SetStill(row, stills[row].Image.View);
        }

        return sheet;
    }

    private static void AddTo(ContactSheet sheet, int row, int column, IReadOnlyList<RgbaImage> frames)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            sheet.SetFrame(row, column, i, frames[i].View);
        }
    }

    private sealed class FrameProgress(IProgress<DemoProgress> progress, DemoProgress place) : IProgress<int>
    {
        public void Report(int value) => progress.Report(place with { Frame = value });
    }
}
