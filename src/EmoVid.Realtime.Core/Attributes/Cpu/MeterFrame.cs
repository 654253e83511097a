namespace EmoVid.Realtime;

/// <summary>A frame by pointers, so that several threads can look at it while the call that pinned it waits.</summary>
internal unsafe struct MeterFrame
{
    public int Width;
    public int Height;

    /// <summary>False for Y′CbCr.</summary>
    public bool IsRgb;
    public PixelFormat Format;
    public AlphaMode AlphaMode;
    public ColorEncoding Encoding;
    public byte* Pixels;
    public int Stride;

    public YuvLayout Layout;
    public YuvCoefficients Coefficients;
    public byte* Luma;
    public int LumaStride;
    public byte* Chroma;
    public byte* ChromaV;
    public int ChromaStride;

    /// <summary>Null without a mask.</summary>
    public byte* Mask;
    public int MaskStride;

    /// <summary>Whether pixels have weights of their own. Half floats may hold a NaN, which weighs nothing.</summary>
    public readonly bool IsWeighted => Mask != null || (IsRgb && (AlphaMode != AlphaMode.Opaque || Format == PixelFormat.Rgba16F));

    public MeterFrame(in FrameView frame, byte* pixels)
    {
        this = default;
        IsRgb = true;
        Width = frame.Width;
        Height = frame.Height;
        Format = frame.Format;
        AlphaMode = frame.AlphaMode;
        Encoding = frame.Encoding;
        Pixels = pixels;
        Stride = frame.StrideBytes;
    }

    public MeterFrame(in YuvFrameView frame, byte* luma, byte* chroma, byte* chromaV)
    {
        this = default;
        Width = frame.Width;
        Height = frame.Height;
        Layout = frame.Layout;
        Coefficients = YuvCoefficients.For(frame.Range, frame.Matrix);
        Luma = luma;
        LumaStride = frame.LumaStride;
        Chroma = chroma;
        ChromaV = chromaV;
        ChromaStride = frame.ChromaStride;
    }
}
