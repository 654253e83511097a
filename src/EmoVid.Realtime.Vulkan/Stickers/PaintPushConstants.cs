using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of sticker_paint.comp, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PaintPushConstants
{
    /// <summary>Pixels a row of the still's raster, with its border.</summary>
    public uint RasterStride;

    /// <summary>First column to write; columns and rows count from the border.</summary>
    public uint RegionLeft;

    /// <summary>First row to write.</summary>
    public uint RegionTop;

    /// <summary>Column behind the last.</summary>
    public uint RegionRight;

    /// <summary>Row behind the last.</summary>
    public uint RegionBottom;

    /// <summary>Index of the paint field's first value.</summary>
    public uint PaintBase;

    /// <summary>Cells along one side of the paint field.</summary>
    public uint PaintSize;

    /// <summary>Index of the first value of the warp field's last five channels, of which the tint is the last three.</summary>
    public uint TintBase;

    /// <summary>Cells along one side of the warp field.</summary>
    public uint TintSize;

    /// <summary>Still pixels that one canvas width spans.</summary>
    public float PixelsPerCanvas;

    /// <summary>Centre of column 0, in still pixels from the canvas's left edge.</summary>
    public float OriginX;

    /// <summary>Centre of row 0, in still pixels from the canvas's top edge.</summary>
    public float OriginY;
}
