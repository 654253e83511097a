using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of attribute_extraction, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AttributePushConstants
{
    /// <summary>Pixels a row of the frame.</summary>
    public uint Width;

    /// <summary>Rows of the frame.</summary>
    public uint Height;

    /// <summary>Rows that a workgroup takes.</summary>
    public uint RowsPerStrip;

    /// <summary>Columns of a cell that a workgroup takes.</summary>
    public uint PartWidth;

    /// <summary>1 when the other luma plane is of the frame before.</summary>
    public uint HasPrevious;

    /// <summary>Words from one row of Y to the next.</summary>
    public uint LumaPitch;

    /// <summary>The word where Cb, or pairs of Cb and Cr, start.</summary>
    public uint ChromaStart;

    /// <summary>The word where Cr starts.</summary>
    public uint SecondChromaStart;

    /// <summary>Words from one row of chroma to the next.</summary>
    public uint ChromaPitch;

    /// <summary>The word where the mask starts.</summary>
    public uint MaskStart;

    /// <summary>Words from one row of the mask to the next.</summary>
    public uint MaskPitch;

    /// <summary><see cref="YuvCoefficients.LumaOffset"/>.</summary>
    public int LumaOffset;

    /// <summary><see cref="YuvCoefficients.LumaScale"/>.</summary>
    public int LumaScale;

    /// <summary><see cref="YuvCoefficients.RedV"/>.</summary>
    public int RedV;

    /// <summary><see cref="YuvCoefficients.GreenU"/>.</summary>
    public int GreenU;

    /// <summary><see cref="YuvCoefficients.GreenV"/>.</summary>
    public int GreenV;

    /// <summary><see cref="YuvCoefficients.BlueU"/>.</summary>
    public int BlueU;

    /// <summary>Column of an image where the frame begins.</summary>
    public int ImageX;

    /// <summary>Row of an image where the frame begins.</summary>
    public int ImageY;
}
