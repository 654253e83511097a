using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>What a picture, an animated picture or a video looks like, frame by frame and as a whole.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class AttributeTrack
{
    private AttributeTrack(MediaKind kind, int width, int height, string device, IReadOnlyList<AttributeSample> samples, VisualAttributes whole)
    {
        Kind = kind;
        Width = width;
        Height = height;
        Device = device;
        Samples = samples;
        Whole = whole;
    }

    /// <summary>What the file is.</summary>
    public MediaKind Kind { get; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The engine and device that measured.</summary>
    public string Device { get; }

    /// <summary>The measured frames, in order; at least one.</summary>
    public IReadOnlyList<AttributeSample> Samples { get; }

    /// <summary>The attributes pooled over all pixels of all measured frames.</summary>
    public VisualAttributes Whole { get; }

    /// <summary>Measures a file.</summary>
    /// <param name="path">A picture or a clip that Media reads.</param>
    /// <param name="meter">Measures the frames.</param>
    /// <param name="every">Measures every n-th frame, from the first on; at least 1.</param>
    /// <param name="strip">Keeps what a plot shows of the measured frames; may be null.</param>
    /// <param name="progress">Told the number of frames read so far; may be null.</param>
    /// <param name="cancellation">Stops between two frames.</param>
    /// <exception cref="MediaException">The file cannot be read.</exception>
    public static AttributeTrack Measure(string path, AttributeMeter meter, int every = 1, ClipStrip? strip = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        using FrameReader reader = FrameReader.Open(path, limits: null, cancellation);
        var samples = new List<AttributeSample>();
        AttributeSums sums = new(), total = new();
        while (reader.TryRead(out MediaFrame frame))
        {
            cancellation.ThrowIfCancellationRequested();
            if (frame.Index % every == 0)
            {
                meter.Measure(frame.Image.View, sums);
                total.Add(sums);
                strip?.Add(frame);
                samples.Add(new AttributeSample(frame.Index, frame.Start, VisualAttributes.FromSums(sums)));
            }

            progress?.Report(frame.Index + 1);
        }

        return new AttributeTrack(reader.Kind, reader.Width, reader.Height, meter.Device, samples, VisualAttributes.FromSums(total));
    }
}
