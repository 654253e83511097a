using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of sticker_blend.comp, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BlendPushConstants
{
    /// <summary>Cells along one side of the warp field.</summary>
    public uint WarpSize;

    /// <summary>Cells along one side of the paint field.</summary>
    public uint PaintSize;

    /// <summary>First column of the paint field to write.</summary>
    public uint RegionLeft;

    /// <summary>First row to write.</summary>
    public uint RegionTop;

    /// <summary>Column behind the last.</summary>
    public uint RegionRight;

    /// <summary>Row behind the last.</summary>
    public uint RegionBottom;

    /// <summary>First column that both motions hold.</summary>
    public uint BoxLeft;

    /// <summary>First row that both hold.</summary>
    public uint BoxTop;

    /// <summary>Column behind the last.</summary>
    public uint BoxRight;

    /// <summary>Row behind the last.</summary>
    public uint BoxBottom;

    /// <summary>Word of the first motion where the paint field's corner would lie.</summary>
    public int FromOrigin;

    /// <summary>Cells a row of the first motion.</summary>
    public uint FromStride;

    /// <summary>Cells of the first motion: from a cell's lower word to its upper one.</summary>
    public uint FromCells;

    /// <summary>Word of the second motion where the paint field's corner would lie.</summary>
    public int ToOrigin;

    /// <summary>Cells a row of the second motion.</summary>
    public uint ToStride;

    /// <summary>Cells of the second motion.</summary>
    public uint ToCells;

    /// <summary>How far the way from the first to the second is gone.</summary>
    public float Amount;
}
