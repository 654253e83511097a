namespace EmoVid.Realtime;

/// <summary>The size rules that every frame view shares.</summary>
internal static class FrameGeometry
{
    /// <summary>Checks one plane.</summary>
    /// <param name="byteCount">Bytes of the caller's span.</param>
    /// <param name="width">Samples a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="strideBytes">Bytes from one row to the next.</param>
    /// <param name="bytesPerSample">Bytes of one pixel or sample.</param>
    /// <param name="what">The plane, for the message.</param>
    public static void Check(int byteCount, int width, int height, int strideBytes, int bytesPerSample, string what = "frame")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long row = (long)width * bytesPerSample;
        if (strideBytes < row)
        {
            throw new ArgumentException($"A row of {width} in a {what} takes {row} bytes, but the stride is {strideBytes}.", nameof(strideBytes));
        }

        long needed = ((long)height - 1) * strideBytes + row;
        if (byteCount < needed)
        {
            throw new ArgumentException($"A {width}×{height} {what} with stride {strideBytes} takes {needed} bytes, but the span has {byteCount}.", nameof(byteCount));
        }
    }

    /// <summary>Checks that a region lies inside a frame.</summary>
    public static void CheckRegion(int x, int y, int width, int height, int frameWidth, int frameHeight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((long)x + width > frameWidth || (long)y + height > frameHeight)
        {
            throw new ArgumentException($"The region {width}×{height} at ({x}, {y}) does not lie inside a frame of {frameWidth}×{frameHeight}.", nameof(width));
        }
    }

    /// <summary>Refuses formats that a kernel for 8-bit sRGB channels cannot take.</summary>
    public static void RequireByteChannels(PixelFormat format, ColorEncoding encoding, string argument)
    {
        if (!format.HasByteChannels() || encoding != ColorEncoding.Srgb)
        {
            throw new ArgumentException($"The call takes RGBA8 or BGRA8 in sRGB, but the frame is {format} in {encoding}.", argument);
        }
    }
}
