namespace EmoVid.Realtime;

/// <summary>How a frame is graded. The default value dithers and leaves no rectangle out.</summary>
public readonly record struct GradeOptions
{
    /// <summary>Switches dithering off: values are rounded to the nearest code, and smooth gradients may show bands.</summary>
    public bool NoDither { get; init; }

    /// <summary>A rectangle whose pixels stay as they are (a head-up display), in pixels of the frame; parts beyond the frame are ignored. The
    /// default value is empty.</summary>
    public PixelRectangle Untouched { get; init; }
}
