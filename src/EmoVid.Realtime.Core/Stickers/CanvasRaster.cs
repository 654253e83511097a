namespace EmoVid.Realtime;

/// <summary>Draws a placed still onto a small square canvas as the tensor that a model pack's appearance network reads.</summary>
public static class CanvasRaster
{
    /// <summary>Renders the still by area averaging: each canvas cell is the mean of the source under it, with exact coverage
    /// of the pixels at its border; beyond the still is transparent.</summary>
    /// <param name="still">The still, of any size, layout and alpha mode.</param>
    /// <param name="placement">Where it stands on the canvas.</param>
    /// <param name="size">Cells along one side, at least 1.</param>
    /// <param name="destination">[1, 4, size, size] planar R, G, B, A, premultiplied sRGB-encoded in [0, 1].</param>
    /// <exception cref="ArgumentException">The destination has another length, the placement's scale is not positive,
    /// or the still is not RGBA8 or BGRA8 in sRGB.</exception>
    public static void Render(in FrameView still, StickerPlacement placement, int size, float[] destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentNullException.ThrowIfNull(destination);
        if (destination.Length != 4 * size * size)
        {
            throw new ArgumentException($"A canvas of {size}×{size} takes {4 * size * size} floats, but the destination has {destination.Length}.", nameof(destination));
        }

        FrameGeometry.RequireByteChannels(still.Format, still.Encoding, nameof(still));
        StillResampler.CheckPlacement(placement);
        double cell = placement.SourcePixelsPerCanvas / (double)size;
        AreaResampler.Resample(still, -placement.OffsetX, -placement.OffsetY, cell, size, size, (row, rgba) =>
        {
            for (int channel = 0; channel < 4; channel++)
            {
                Span<float> plane = destination.AsSpan((channel * size + row) * size, size);
                for (int x = 0; x < size; x++)
                {
                    plane[x] = Math.Min(1f, rgba[4 * x + channel]);
                }
            }
        });
    }
}
