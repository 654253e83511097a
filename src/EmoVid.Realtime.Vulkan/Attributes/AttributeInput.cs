namespace EmoVid.Realtime.Vulkan;

/// <summary>A frame in host memory with its mask, and how both lie in the buffer that the pass reads: every row of every plane
/// padded to whole quads of four pixels, one plane after the other.</summary>
internal readonly ref struct AttributeInput
{
    private readonly FrameView _frame;
    private readonly YuvFrameView _yuv;
    private readonly MaskView _mask;
    private readonly bool _isYuv;

    public AttributeInput(in FrameView frame, in MaskView mask)
    {
        _frame = frame;
        _mask = mask;
        Width = frame.Width;
        Height = frame.Height;
        Source = (AttributeSource)frame.Format;
        Encoding = frame.Encoding;
        AlphaMode = frame.AlphaMode;
    }

    public AttributeInput(in YuvFrameView frame, in MaskView mask)
    {
        _yuv = frame;
        _mask = mask;
        _isYuv = true;
        Width = frame.Width;
        Height = frame.Height;
        Source = frame.Layout == YuvLayout.Nv12 ? AttributeSource.Nv12 : AttributeSource.I420;
        AlphaMode = AlphaMode.Opaque;
    }

    /// <summary>The mask of a frame that lies elsewhere.</summary>
    public AttributeInput(in MaskView mask)
    {
        _mask = mask;
        _isYuv = true;
        Width = mask.Width;
        Height = mask.Height;
    }

    public int Width { get; }

    public int Height { get; }

    public AttributeSource Source { get; }

    public ColorEncoding Encoding { get; }

    public AlphaMode AlphaMode { get; }

    public bool HasMask => !_mask.IsEmpty;

    /// <summary>Bytes that <see cref="CopyTo"/> writes at most.</summary>
    public long ByteCount => 4L * (MaskStart + (HasMask ? (long)Quads * Height : 0));

    private int Quads => (Width + 3) / 4;

    private int ChromaHeight => (Height + 1) / 2;

    // All of these in words.
    private long ChromaStart => (long)Quads * Height;

    private int ChromaPitch => Source == AttributeSource.Nv12 ? Quads : (Quads + 1) / 2;

    private long SecondChromaStart => ChromaStart + (long)ChromaPitch * ChromaHeight;

    private long MaskStart => !_isYuv ? (long)Quads * _frame.Format.BytesPerPixel() * Height
        : _yuv.Width == 0 ? 0
        : Source == AttributeSource.Nv12 ? SecondChromaStart
        : SecondChromaStart + (long)ChromaPitch * ChromaHeight;

    /// <summary>Writes where everything lies and how Y′CbCr becomes R′G′B′.</summary>
    public void Describe(ref AttributePushConstants constants)
    {
        constants.MaskStart = (uint)MaskStart;
        constants.MaskPitch = (uint)Quads;
        if (_isYuv && _yuv.Width != 0)
        {
            constants.LumaPitch = (uint)Quads;
            constants.ChromaStart = (uint)ChromaStart;
            constants.SecondChromaStart = (uint)SecondChromaStart;
            constants.ChromaPitch = (uint)ChromaPitch;
            YuvCoefficients matrix = YuvCoefficients.For(_yuv.Range, _yuv.Matrix);
            constants.LumaOffset = matrix.LumaOffset;
            constants.LumaScale = matrix.LumaScale;
            constants.RedV = matrix.RedV;
            constants.GreenU = matrix.GreenU;
            constants.GreenV = matrix.GreenV;
            constants.BlueU = matrix.BlueU;
        }
    }

    /// <summary>Copies frame and mask; what pads the rows is left as it is, for no pixel of it counts.</summary>
    public void CopyTo(Span<byte> destination)
    {
        if (!_isYuv)
        {
            int bytes = _frame.Format.BytesPerPixel();
            CopyRows(_frame.Pixels, _frame.StrideBytes, Width * bytes, Height, destination, 4 * Quads * bytes);
        }
        else if (_yuv.Width != 0)
        {
            CopyRows(_yuv.Luma, _yuv.LumaStride, Width, Height, destination, 4 * Quads);
            int chromaBytes = _yuv.ChromaWidth * (Source == AttributeSource.Nv12 ? 2 : 1);
            CopyRows(_yuv.Chroma, _yuv.ChromaStride, chromaBytes, ChromaHeight, destination[(int)(4 * ChromaStart)..], 4 * ChromaPitch);
            if (Source == AttributeSource.I420)
            {
                CopyRows(_yuv.ChromaV, _yuv.ChromaStride, chromaBytes, ChromaHeight, destination[(int)(4 * SecondChromaStart)..], 4 * ChromaPitch);
            }
        }

        if (HasMask)
        {
            CopyRows(_mask.Coverage, _mask.StrideBytes, Width, Height, destination[(int)(4 * MaskStart)..], 4 * Quads);
        }
    }

    private static void CopyRows(ReadOnlySpan<byte> source, int stride, int rowBytes, int rows, Span<byte> destination, int pitch)
    {
        if (stride == pitch && rowBytes == pitch)
        {
            source[..(rows * pitch)].CopyTo(destination);
            return;
        }

        for (int y = 0; y < rows; y++)
        {
            source.Slice((int)((long)y * stride), rowBytes).CopyTo(destination[(y * pitch)..]);
        }
    }
}
