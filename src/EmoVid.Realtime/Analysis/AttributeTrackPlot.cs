using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Draws a track over time.</summary>
public static class AttributeTrackPlot
{
    /// <summary>Draws the plot as PNG; it appears complete or not at all.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="title">Words at the top.</param>
    /// <param name="track">The measured frames.</param>
    /// <param name="strip">What was kept of the same frames.</param>
    /// <param name="cancellation">Stops the drawing.</param>
    /// <exception cref="MediaException">The file cannot be written, or a program that draws is not installed.</exception>
    public static void Write(string path, string title, AttributeTrack track, ClipStrip strip, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(strip);
        var series = new AttributeSeries
        {
            Seconds = [.. track.Samples.Select(sample => sample.Start.TotalSeconds)],
            Brightness = Values(track, attributes => attributes.Brightness),
            Colorfulness = Values(track, attributes => attributes.Colorfulness),
            HueDegrees = Values(track, attributes => attributes.HueDegrees),
            HueResultantLength = Values(track, attributes => attributes.HueResultantLength),
            Colors = strip.Colors,
            Thumbnails = strip.Thumbnails,
        };
        AttributePlot.Write(path, title, series, cancellation);
    }

    /// <summary>A frame of which nothing is opaque looks like nothing, which a plot shows as a gap.</summary>
    private static double[] Values(AttributeTrack track, Func<VisualAttributes, double> attribute) =>
        [.. track.Samples.Select(sample => sample.Attributes.Coverage > 0 ? attribute(sample.Attributes) : double.NaN)];
}
