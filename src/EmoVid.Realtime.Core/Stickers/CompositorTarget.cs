namespace EmoVid.Realtime;

/// <summary>What every compositor asks of the frame that it writes.</summary>
internal static class CompositorTarget
{
    /// <exception cref="ArgumentException">The target is not a square of premultiplied RGBA8.</exception>
    public static void Check(FrameTarget target)
    {
        if (target.Width != target.Height || target.Format != PixelFormat.Rgba8 || target.AlphaMode != AlphaMode.Premultiplied || target.Encoding != ColorEncoding.Srgb)
        {
            throw new ArgumentException($"The target must be a square of premultiplied sRGB RGBA8, but is {target.Width}×{target.Height}, {target.Format}, {target.AlphaMode}, {target.Encoding}.", nameof(target));
        }
    }
}
