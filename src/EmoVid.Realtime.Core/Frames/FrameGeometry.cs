namespace EmoVid.Realtime;

/// <summary>The size rules that every frame view shares.</summary>
internal static class FrameGeometry
{
    public static void Check(int byteCount, int width, int height, int strideBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (strideBytes < (long)width * 4)
        {
            throw new ArgumentException($"A row of {width} pixels takes {(long)width * 4} bytes, but the stride is {strideBytes}.", nameof(strideBytes));
        }

        long needed = ((long)height - 1) * strideBytes + (long)width * 4;
        if (byteCount < needed)
        {
            throw new ArgumentException($"A {width}×{height} frame with stride {strideBytes} takes {needed} bytes, but the span has {byteCount}.", nameof(byteCount));
        }
    }
}
