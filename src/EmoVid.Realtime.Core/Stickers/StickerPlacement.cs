namespace EmoVid.Realtime;

/// <summary>Where a still stands on the square canvas that motion fields cover.</summary>
/// <param name="SourcePixelsPerCanvas">Source pixels that one canvas width spans: canvas position p (0-1) shows the source
/// at pixel coordinate <c>p * SourcePixelsPerCanvas - offset</c> (pixel centres at +0.5). The aspect ratio is kept.</param>
/// <param name="OffsetX">Source pixels left of the source's own left edge at canvas x = 0, in source pixels.</param>
/// <param name="OffsetY">Source pixels above the source's own top edge at canvas y = 0, in source pixels.</param>
public readonly record struct StickerPlacement(float SourcePixelsPerCanvas, float OffsetX, float OffsetY)
{
    /// <summary>Places a still so that the larger side of its opaque bounding box (<see cref="OpaqueBounds"/>) spans a given
    /// part of the canvas, with the box in the canvas's middle.</summary>
    /// <param name="still">The still, of any size, layout and alpha mode.</param>
    /// <param name="fill">Part of the canvas that the larger side spans, above 0 and at most 1; a model pack states its own as
    /// <c>stillFill</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fill"/> is out of range or NaN.</exception>
    /// <exception cref="EmoVidException">The still has no visible pixel.</exception>
    public static StickerPlacement Fit(in FrameView still, double fill)
    {
        if (!(fill > 0 && fill <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fill), fill, "The fill is a part of the canvas, above 0 and at most 1.");
        }

        OpaqueBounds bounds = OpaqueBounds.Find(still);
        double pixelsPerCanvas = Math.Max(bounds.Width, bounds.Height) / fill;
        return new StickerPlacement(
            (float)pixelsPerCanvas,
            (float)(pixelsPerCanvas / 2 - (bounds.X + bounds.Width / 2.0)),
            (float)(pixelsPerCanvas / 2 - (bounds.Y + bounds.Height / 2.0)));
    }
}
