namespace EmoVid.Realtime;

/// <summary>Prepares a still for output of a given size, so that bicubic sampling only ever enlarges it and never aliases.</summary>
/// <remarks>Every compositor passes its still through <see cref="ForOutput"/> when it first meets an output size, so both
/// engines sample the same pixels.</remarks>
public static class StillResampler
{
    /// <summary>Converts a still to premultiplied RGBA8 and, where the output has fewer pixels than the still, averages it down
    /// to the output's own pixel grid.</summary>
    /// <remarks>The reduced still's pixel centres coincide with those of the output, so that a still at rest comes out as the
    /// plain area average, not blurred once more by the bicubic filter. Parts beyond the canvas's edge are kept: a warp
    /// may draw them in.</remarks>
    /// <param name="still">The still, of any size, layout and alpha mode.</param>
    /// <param name="placement">Where it stands on the canvas.</param>
    /// <param name="outputSize">Pixels along one side of the output, at least 1.</param>
    /// <exception cref="ArgumentException">The placement's scale is not positive or a number in it is not finite,
    /// or the still is not RGBA8 or BGRA8 in sRGB.</exception>
    public static PlacedStill ForOutput(in FrameView still, StickerPlacement placement, int outputSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        FrameGeometry.RequireByteChannels(still.Format, still.Encoding, nameof(still));
        CheckPlacement(placement);
        double cell = placement.SourcePixelsPerCanvas / (double)outputSize;
        if (cell <= 1)
        {
            var copy = new RgbaImage(still.Width, still.Height, AlphaMode.Premultiplied);
            AlphaConversion.Convert(still, copy.Target);
            return new PlacedStill(copy, placement);
        }

        // First and last output pixel, counted from the canvas's origin, that the still touches.
        int left = (int)Math.Floor(placement.OffsetX / cell), top = (int)Math.Floor(placement.OffsetY / cell);
        int right = (int)Math.Ceiling((placement.OffsetX + (double)still.Width) / cell);
        int bottom = (int)Math.Ceiling((placement.OffsetY + (double)still.Height) / cell);
        var reduced = new RgbaImage(Math.Max(1, right - left), Math.Max(1, bottom - top), AlphaMode.Premultiplied);
        AreaResampler.Resample(
            still, left * cell - placement.OffsetX, top * cell - placement.OffsetY, cell, reduced.Width, reduced.Height,
            (row, rgba) => Quantise(rgba, reduced.Pixels.AsSpan(row * reduced.Width * 4, reduced.Width * 4)));
        return new PlacedStill(reduced, new StickerPlacement(outputSize, left, top));
    }

    internal static void CheckPlacement(StickerPlacement placement)
    {
        if (!(placement.SourcePixelsPerCanvas > 0) || !float.IsFinite(placement.SourcePixelsPerCanvas)
            || !float.IsFinite(placement.OffsetX) || !float.IsFinite(placement.OffsetY))
        {
            throw new ArgumentException($"A placement needs a positive scale and finite offsets, but it is {placement}.", nameof(placement));
        }
    }

    private static void Quantise(ReadOnlySpan<float> rgba, Span<byte> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = (byte)Math.Clamp(rgba[i] * 255f + 0.5f, 0f, 255f);
        }
    }
}
