namespace EmoVid.Realtime;

/// <summary>The smallest rectangle of pixels that holds everything visible of a still.</summary>
/// <param name="X">Leftmost column.</param>
/// <param name="Y">Topmost row.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct OpaqueBounds(int X, int Y, int Width, int Height)
{
    /// <summary>Alpha from which a pixel counts as visible: 8 of 255. Lossy compression leaves fainter dust around a sticker,
    /// which must not shrink it on the canvas.</summary>
    public const int AlphaThreshold = 8;

    /// <summary>Finds the rectangle; an opaque still gives the whole frame.</summary>
    /// <exception cref="EmoVidException">No pixel reaches <see cref="AlphaThreshold"/>.</exception>
    /// <exception cref="ArgumentException">The still is not RGBA8 or BGRA8 in sRGB.</exception>
    public static OpaqueBounds Find(in FrameView still)
    {
        FrameGeometry.RequireByteChannels(still.Format, still.Encoding, nameof(still));
        if (still.AlphaMode == AlphaMode.Opaque)
        {
            return new OpaqueBounds(0, 0, still.Width, still.Height);
        }

        int left = still.Width, right = -1, top = -1, bottom = -1, strongest = 0;
        for (int y = 0; y < still.Height; y++)
        {
            ReadOnlySpan<byte> row = still.Row(y);
            for (int x = 0; x < still.Width; x++)
            {
                int alpha = row[4 * x + 3];
                strongest = Math.Max(strongest, alpha);
                if (alpha >= AlphaThreshold)
                {
                    left = Math.Min(left, x);
                    right = Math.Max(right, x);
                    top = top < 0 ? y : top;
                    bottom = y;
                }
            }
        }

        if (right < 0)
        {
            throw new EmoVidException(
                $"Placing a {still.Width}×{still.Height} still: its strongest alpha is {strongest} of 255, expected at least one pixel of {AlphaThreshold} or more; use an image that is not transparent.");
        }

        return new OpaqueBounds(left, top, right - left + 1, bottom - top + 1);
    }
}
