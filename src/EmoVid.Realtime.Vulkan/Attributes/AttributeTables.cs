using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The tables of <see cref="PixelCodes"/> as attribute_frame.glsl reads them, one after the other: linear codes, then for
/// each encoding, sRGB first, the codes of half floats, then likewise the codes of fractions.</summary>
internal static class AttributeTables
{
    private const int HalfStart = 256;
    private const int HalfBytes = 65536;
    private const int FractionStart = HalfStart + 2 * HalfBytes;
    private const int FractionBytes = 65540;

    /// <summary>Makes the tables, in memory that the host wrote without any command.</summary>
    public static GpuBuffer Create(VulkanDevice device)
    {
        var tables = new GpuBuffer(device, "attributes: tables", BufferHome.Shared, FractionStart + 2 * FractionBytes, BufferUsageFlags.UniformTexelBufferBit, Format.R32Uint);
        Span<byte> bytes = tables.Bytes;
        PixelCodes.LinearCodes.CopyTo(bytes);
        for (int i = 0; i < 2; i++)
        {
            ColorEncoding encoding = i == 0 ? ColorEncoding.Srgb : ColorEncoding.Linear;
            PixelCodes.HalfCodes(encoding).CopyTo(bytes[(HalfStart + i * HalfBytes)..]);
            PixelCodes.FractionCodes(encoding).CopyTo(bytes[(FractionStart + i * FractionBytes)..]);
        }

        return tables;
    }
}
