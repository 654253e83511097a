namespace EmoVid.Realtime.Media;

/// <summary>How a clip is written, whatever its format.</summary>
public sealed record ClipWriterOptions
{
    /// <summary>Frames a second, above 0 and at most 1000; every frame then lasts equally long, and rates of the form n·1000/1001 are kept
    /// exactly. Null: every frame brings its own duration.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>How often players show a GIF, APNG or WebP; 0 = for ever. Videos have no such mark.</summary>
    public int LoopCount { get; init; }

    /// <summary>What shows behind frames with alpha in an MP4, which has none: 0xRRGGBB. White by default, the paper on which most
    /// messengers put stickers.</summary>
    public int Background { get; init; } = 0xFFFFFF;

    /// <summary>Quality of lossy formats, 0-100. 80 shows no blocks. It is WebP's own scale; for H.264 and VP9 it gives the rate
    /// factor <c>34 - quality / 5</c> and <c>47 - quality / 5</c>: 18 and 31 at 80.</summary>
    public int Quality { get; init; } = 80;

    /// <summary>A file whose first audio track goes into an MP4 or WebM, at the place that it has beside that file's pictures: copied bit
    /// for bit where the format holds its codec, encoded anew (AAC at 192 kbit/s, Opus at 128) where not. Formats without sound
    /// leave it out, and so does a file without audio.</summary>
    public string? AudioFrom { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal void Validate()
    {
        Require(FramesPerSecond is null or (> 0 and <= 1000), FramesPerSecond, nameof(FramesPerSecond));
        Require(LoopCount is >= 0 and <= 65_535, LoopCount, nameof(LoopCount));
        Require(Background is >= 0 and <= 0xFFFFFF, Background, nameof(Background));
        Require(Quality is >= 0 and <= 100, Quality, nameof(Quality));
    }

    private static void Require(bool holds, object? value, string name)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, "Outside the range that the property's documentation states.");
        }
    }
}
