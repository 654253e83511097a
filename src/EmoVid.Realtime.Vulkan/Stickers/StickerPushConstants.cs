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

    /// <summary>Cells along one side of the paint field.</summary>
    public uint PaintSize;

    /// <summary>Pixels a row of the still, without its border.</summary>
    public uint StillWidth;

    /// <summary>Rows of the still, without its border.</summary>
    public uint StillHeight;

    /// <summary>Still pixels that one canvas width spans.</summary>
    public float SourcePixelsPerCanvas;

    /// <summary>Still pixels left of the still's left edge at canvas x = 0.</summary>
    public float OffsetX;

    /// <summary>Still pixels above the still's top edge at canvas y = 0.</summary>
    public float OffsetY;
}
