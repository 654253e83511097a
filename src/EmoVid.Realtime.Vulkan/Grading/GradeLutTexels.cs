using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A <see cref="GradeLut"/> as grade_lut.glsl reads it: in one texel of 16 bytes each entry and the one across its cell, a step further along
/// every axis. Every tetrahedron of a cell has these two ends, so that a pixel takes three reads instead of four.</summary>
internal static class GradeLutTexels
{
    /// <summary>Bytes of all texels.</summary>
    public const int Bytes = GradeLut.EntryCount * BytesPerTexel;

    private const int BytesPerTexel = 16;
    private const int AcrossCell = 1 + GradeLut.Size + GradeLut.Size * GradeLut.Size;

    /// <summary>Writes the texels.</summary>
    /// <param name="lut">The table.</param>
    /// <param name="destination">At least <see cref="Bytes"/> bytes.</param>
    public static void Write(GradeLut lut, Span<byte> destination)
    {
        ReadOnlySpan<ulong> entries = MemoryMarshal.Cast<short, ulong>(lut.Entries);
        Span<Vector128<ulong>> texels = MemoryMarshal.Cast<byte, Vector128<ulong>>(destination)[..GradeLut.EntryCount];
        ReadOnlySpan<ulong> across = entries[AcrossCell..];
        for (int i = 0; i < across.Length; i++)
        {
            texels[i] = Vector128.Create(entries[i], across[i]);
        }

        // Beyond the last cell there is nothing across; no cell begins there.
        for (int i = across.Length; i < texels.Length; i++)
        {
            texels[i] = Vector128.Create(entries[i], 0);
        }
    }
}
