namespace EmoVid.Realtime;

/// <summary>Reads rows of any layout and alpha mode as floats without an 8-bit rounding in between.</summary>
internal static class PremultipliedRow
{
    /// <summary>Writes row <paramref name="y"/> as interleaved premultiplied RGBA in [0, 1].</summary>
    public static void Read(in FrameView frame, int y, Span<float> rgba)
    {
        ReadOnlySpan<byte> row = frame.Row(y);
        int red = frame.Format == PixelFormat.Rgba8 ? 0 : 2;
        for (int i = 0; i < row.Length; i += 4)
        {
            float alpha = frame.AlphaMode == AlphaMode.Opaque ? 1f : row[i + 3] / 255f;
            float factor = frame.AlphaMode == AlphaMode.Straight ? alpha / 255f : 1f / 255f;
            rgba[i] = row[i + red] * factor;
            rgba[i + 1] = row[i + 1] * factor;
            rgba[i + 2] = row[i + 2 - red] * factor;
            rgba[i + 3] = alpha;
        }
    }
}
