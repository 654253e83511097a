using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of sticker_compositor.comp, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StickerPushConstants
{
    /// <summary>Pixels along one side of the output.</summary>
    public uint FrameSize;

    /// <summary>Cells along one side of the warp field.</summary>
    public uint WarpSize;

    /// <summary>Pixels a row of the still's raster, without its border.</summary>
    public uint RasterWidth;

    /// <summary>Rows of the still's raster, without its border.</summary>
    public uint RasterHeight;

    /// <summary>Columns of the raster before the still's first.</summary>
    public uint MarginLeft;

    /// <summary>Rows of the raster before the still's first.</summary>
    public uint MarginTop;

    /// <summary>Still pixels that one canvas width spans.</summary>
    public float SourcePixelsPerCanvas;

    /// <summary>Still pixels left of the still's left edge at canvas x = 0.</summary>
    public float OffsetX;

    /// <summary>Still pixels above the still's top edge at canvas y = 0.</summary>
    public float OffsetY;
}
