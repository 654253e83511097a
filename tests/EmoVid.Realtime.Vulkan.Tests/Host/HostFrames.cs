namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>Frames for the engine's images, and what the CPU's meter says of them.</summary>
internal static class HostFrames
{
    /// <summary>Random bits for every channel. Among half floats all kinds come up: negative, above one, tiny, infinite, NaN.</summary>
    public static byte[] Noise(VulkanHostFormat format, int width, int height, AlphaMode alphaMode, int seed)
    {
        var bytes = new byte[width * height * format.PixelFormat().BytesPerPixel()];
        var random = new Random(seed);
        random.NextBytes(bytes);
        if (format == VulkanHostFormat.R16G16B16A16Sfloat)
        {
            // Most of a picture lies between 0 and 1; random bits rarely do.
            for (int i = 0; i < bytes.Length; i += 2)
            {
                if (random.Next(8) != 0)
                {
                    BitConverter.TryWriteBytes(bytes.AsSpan(i), (Half)random.NextDouble());
                }
            }
        }
        else if (alphaMode == AlphaMode.Premultiplied && format.PixelFormat().HasByteChannels())
        {
            for (int i = 0; i < bytes.Length; i += 4)
            {
                for (int c = 0; c < 3; c++)
                {
                    bytes[i + c] = (byte)(bytes[i + c] * bytes[i + 3] / 255);
                }
            }
        }

        return bytes;
    }

    /// <summary>The image's bytes as a frame in host memory.</summary>
    public static FrameView View(ReadOnlySpan<byte> bytes, in VulkanHostImage image, in VulkanImageUse use)
    {
        PixelFormat format = image.Format.PixelFormat();
        ColorEncoding encoding = use.Encoding ?? format.DefaultEncoding();
        var whole = new FrameView(bytes, image.Width, image.Height, image.Width * format.BytesPerPixel(), format, use.AlphaMode, encoding);
        int width = use.Width == 0 ? image.Width - use.X : use.Width;
        int height = use.Height == 0 ? image.Height - use.Y : use.Height;
        return whole.Region(use.X, use.Y, width, height);
    }
}
