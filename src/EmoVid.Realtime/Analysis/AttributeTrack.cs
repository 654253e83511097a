using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>What a picture, an animated picture or a video looks like, frame by frame, shot by shot and as a whole.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class AttributeTrack
{
    /// <summary>Version of the attributes' definitions; a change of any number changes it.</summary>
    public const int DefinitionsVersion = 1;

    /// <summary>What to measure of a clip unless something else is wanted: what most hosts want, motion, and what cuts are found from.</summary>
    public const AttributeSet DefaultSet = AttributeSet.Standard | AttributeSet.Motion | CutDetector.RequiredSet;

    private AttributeTrack(FrameReader reader, AttributeMeter meter, AttributeTrackOptions options, IReadOnlyList<AttributeSample> samples, AttributeArc arc, IReadOnlyList<string> warnings)
    {
        (Kind, Width, Height, Video) = (reader.Kind, reader.Width, reader.Height, reader.Video);
        (Device, Set, Options, Samples, Arc, Warnings) = (meter.Device, meter.Set, options, samples, arc, warnings);
    }

    /// <summary>What the file is.</summary>
    public MediaKind Kind { get; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>What a video says about its pictures; null for all else.</summary>
    public VideoDescription? Video { get; }

    /// <summary>The engine and device that measured.</summary>
    public string Device { get; }

    /// <summary>What was measured.</summary>
    public AttributeSet Set { get; }

    /// <summary>How.</summary>
    public AttributeTrackOptions Options { get; }

    /// <summary>The measured frames, in order; none where they were not kept.</summary>
    public IReadOnlyList<AttributeSample> Samples { get; }

    /// <summary>Seconds, shots, extremes and the whole.</summary>
    public AttributeArc Arc { get; }

    /// <summary>The attributes pooled over all pixels of all measured frames.</summary>
    public VisualAttributes Whole => Arc.Whole.Look;

    /// <summary>What a reader of the numbers should know, a line each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether the clip may move: it has more than one measured frame.</summary>
    public bool IsStill => Arc.Whole.Frames == 1;

    /// <summary>Measures a file.</summary>
    /// <param name="path">A picture or a clip that Media reads.</param>
    /// <param name="meter">Measures the frames.</param>
    /// <param name="options">Null for all frames, whole.</param>
    /// <param name="strip">Keeps what a plot shows of the measured frames; may be null.</param>
    /// <param name="progress">Told the number of frames read so far; may be null.</param>
    /// <param name="cancellation">Stops between two frames.</param>
    /// <exception cref="MediaException">The file cannot be read.</exception>
    public static AttributeTrack Measure(string path, AttributeMeter meter, AttributeTrackOptions? options = null, ClipStrip? strip = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        using FrameReader reader = FrameReader.Open(path, new FrameReaderOptions { KeepYuv = CanKeepYuv(options) }, cancellation);
        return Measure(reader, path, meter, options, strip, progress, cancellation);
    }

    /// <summary>Measures what a reader reads, to its end.</summary>
    /// <remarks>A video that breaks off is measured as far as its frames are whole, and <see cref="Warnings"/> says so; a damaged
    /// picture, or a video without a whole frame, throws.</remarks>
    /// <param name="reader">The reader; stays the caller's to dispose.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="meter">Measures the frames. Its history begins anew.</param>
    /// <param name="options">Null for all frames, whole.</param>
    /// <param name="strip">Keeps what a plot shows of the measured frames; may be null.</param>
    /// <param name="progress">Told the number of frames read so far; may be null.</param>
    /// <param name="cancellation">Stops between two frames.</param>
    /// <exception cref="MediaException">The file cannot be read.</exception>
    /// <exception cref="EmoVidException">The region or the mask does not fit the frames.</exception>
    public static AttributeTrack Measure(FrameReader reader, string name, AttributeMeter meter, AttributeTrackOptions? options = null, ClipStrip? strip = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(meter);
        options ??= AttributeTrackOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Every, 1, nameof(options));
        meter.ResetHistory();
        var rows = new AttributeTrackRows(options, strip);
        var measurement = new FrameMeasurement(meter, options, reader, name, rows.Add);
        var warnings = new List<string>();
        try
        {
            while (reader.TryRead(out MediaFrame frame))
            {
                cancellation.ThrowIfCancellationRequested();
                if (frame.Index % options.Every == 0)
                {
                    strip?.AddPicture(frame);
                    measurement.Add(frame);
                }

                progress?.Report(frame.Index + 1);
            }
        }
        catch (MediaFormatException failure) when (reader.Kind is MediaKind.Video or MediaKind.Raw && rows.Arc.Frames + meter.InFlight > 0)
        {
            warnings.Add($"the video breaks off, what was whole is measured: {failure.Message}");
        }

        measurement.Complete();
        int repaired = Math.Max(reader.RepairedTimestamps, rows.Arc.Build().RepairedTimes);
        if (repaired > 0)
        {
            warnings.Add($"{repaired} frames had no time, or one that was not after the frame before; they were given one");
        }

        return new AttributeTrack(reader, meter, options, rows.Samples, rows.Arc.Build(), warnings);
    }

    /// <summary>Whether frames may be measured as the decoder's planes; a region that begins at an odd place cannot be cut out of them.</summary>
    public static bool CanKeepYuv(AttributeTrackOptions? options) => options?.Region is not { } region || ((region.X | region.Y) & 1) == 0;
}
