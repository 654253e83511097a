using System.Globalization;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Draws a track over time.</summary>
public static class AttributeTrackPlot
{
    /// <summary>The sets that a meter has to measure for a plot with all its panels and cuts.</summary>
    public const AttributeSet RequiredSet = ClipStrip.RequiredSet | CutDetector.RequiredSet | AttributeSet.EmoVid | AttributeSet.Motion | AttributeSet.HueHistogram;

    /// <summary>Bins of luma in the plot of a still.</summary>
    private const int LumaBins = 64;

    /// <summary>Draws the plot as PNG, or as SVG where the name ends in .svg; it appears complete or not at all.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="title">Words at the top.</param>
    /// <param name="track">The measured frames, kept; of <see cref="RequiredSet"/> at least.</param>
    /// <param name="strip">What was kept of the same frames.</param>
    /// <param name="cancellation">Stops the drawing.</param>
    /// <exception cref="ArgumentException">The track lacks a set or its rows.</exception>
    /// <exception cref="MediaException">The file cannot be written, or a program that draws is not installed.</exception>
    public static void Write(string path, string title, AttributeTrack track, ClipStrip strip, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(strip);
        if ((track.Set & RequiredSet) != RequiredSet || track.Samples.Count == 0)
        {
            throw new ArgumentException($"A plot takes the rows of {RequiredSet}, but the track has {track.Samples.Count} rows of {track.Set}.", nameof(track));
        }

        AttributePlot.Write(path, title, Series(track, strip), cancellation);
    }

    private static AttributeSeries Series(AttributeTrack track, ClipStrip strip)
    {
        double[] seconds = [.. track.Samples.Select(sample => sample.Start.TotalSeconds)];
        var luma = new long[LumaBins];
        track.Arc.Sums.CopyLumaHistogram(luma);
        return new AttributeSeries
        {
            Subtitle = Subtitle(track),
            Seconds = seconds,
            EndSeconds = track.Arc.Whole.End.TotalSeconds,
            Brightness = Values(track, look => look.Brightness),
            Colorfulness = Values(track, look => look.Colorfulness),
            HueDegrees = Values(track, look => look.HueDegrees),
            HueResultantLength = Values(track, look => look.HueResultantLength),
            HaslerSusstrunk = Values(track, look => look.HaslerSusstrunk),
            Luma = [.. track.Samples.Select(sample => Spread(sample.Attributes))],
            MotionPerSecond = Motion(track),
            CutSeconds = [.. track.Arc.Shots.Skip(1).Select(shot => shot.Start.TotalSeconds)],
            Colors = strip.Colors,
            Thumbnails = strip.Thumbnails,
            LumaHistogram = [.. luma.Select(bin => (double)bin)],
            HueHistogram = [.. track.Arc.Sums.HueHistogram.ToArray().Select(bin => (double)bin)],
        };
    }

    private static string Subtitle(AttributeTrack track)
    {
        ArcSpan whole = track.Arc.Whole;
        string size = $"{track.Kind} {track.Width}×{track.Height}";
        string part = track.Options.Region is { } region ? $", region {region.X},{region.Y},{region.Width},{region.Height}" : "";
        string weights = track.Options.Mask is null ? "weighted by alpha" : "weighted by alpha and mask";
        return track.IsStill
            ? $"{size}{part}; EmoVid's definitions on 8-bit sRGB, {weights}"
            : string.Create(CultureInfo.InvariantCulture, $"{size}{part}, {whole.Duration.TotalSeconds:0.##} s, {whole.Frames} frames measured, {track.Arc.Shots.Count} {(track.Arc.Shots.Count == 1 ? "shot" : "shots")}; EmoVid's definitions on 8-bit sRGB, {weights}");
    }

    /// <summary>A frame of which nothing is opaque looks like nothing, which a plot shows as a gap.</summary>
    private static double[] Values(AttributeTrack track, Func<VisualAttributes, double> attribute) =>
        [.. track.Samples.Select(sample => sample.Attributes.Coverage > 0 ? attribute(sample.Attributes) : double.NaN)];

    /// <summary>The jump into a shot is no motion, and would flatten all that is.</summary>
    private static double[] Motion(AttributeTrack track)
    {
        HashSet<TimeSpan> firsts = [.. track.Arc.Shots.Select(shot => shot.Start)];
        return [.. track.Samples.Select(sample => firsts.Contains(sample.Start) ? double.NaN : sample.MotionPerSecond)];
    }

    private static LumaSpread Spread(in VisualAttributes look) => look.Coverage > 0
        ? new LumaSpread(look.LumaP1, look.LumaP5, look.LumaP50, look.LumaP95, look.LumaP99)
        : new LumaSpread(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
