namespace EmoVid.Realtime;

/// <summary>One call's frames by pointers, so that several threads can work on them while the call that pinned them waits.</summary>
internal unsafe struct GradeFrame
{
    public int Width;
    public int Height;
    public GradeLut Lut;
    public bool Dithers;
    public PixelRectangle Untouched;
    public byte* Mask;
    public int MaskStride;

    /// <summary>Whether source and target lay out pixels alike, so that a pixel can be copied.</summary>
    public bool IsSameLayout;

    /// <summary>The RGB pixels, or luma.</summary>
    public byte* SourcePixels, TargetPixels;
    public int SourceStride, TargetStride;

    public bool IsRgb;
    public PixelFormat SourceFormat, TargetFormat;
    public AlphaMode SourceAlpha, TargetAlpha;
    public ColorEncoding SourceEncoding, TargetEncoding;

    public YuvFactors SourceFactors, TargetFactors;
    public byte* SourceCb, SourceCr, TargetCb, TargetCr;
    public int SourceChromaStride, TargetChromaStride;

    /// <summary>Bytes from one chroma sample to the next: 2 where Cb and Cr alternate.</summary>
    public int SourceChromaStep, TargetChromaStep;

    /// <summary>Rows, or pairs of rows that share their chroma.</summary>
    public readonly int UnitCount => IsRgb ? Height : (Height + 1) / 2;

    public readonly byte* SourceChroma(int x, int y) => SourceCb + (nint)(y / 2) * SourceChromaStride + x / 2 * SourceChromaStep;

    public readonly byte* SourceChromaV(int x, int y) => SourceCr + (nint)(y / 2) * SourceChromaStride + x / 2 * SourceChromaStep;

    public readonly byte* TargetChroma(int x, int y) => TargetCb + (nint)(y / 2) * TargetChromaStride + x / 2 * TargetChromaStep;

    public readonly byte* TargetChromaV(int x, int y) => TargetCr + (nint)(y / 2) * TargetChromaStride + x / 2 * TargetChromaStep;

    /// <summary>What is added before a code is cut: the dither tile's threshold or a half.</summary>
    public readonly float Threshold(int x, int y) => Dithers ? LutRounding.Threshold(x, y) / (float)(1 << LutRounding.CodeBits) : 0.5f;

    /// <summary>Whether a part of a row keeps its pixels.</summary>
    public readonly bool HasUntouched(int y) => Untouched.Width > 0 && y >= Untouched.Y && y < Untouched.Y + Untouched.Height;

    /// <summary>Writes the coverage of a part of a row, mask and rectangle together.</summary>
    /// <returns>Whether there is a mask or a rectangle in this row at all; without, the coverage is full and nothing is written.</returns>
    public readonly bool FillMask(int x, int y, Span<byte> coverage)
    {
        bool hasUntouched = HasUntouched(y);
        if (Mask == null && !hasUntouched)
        {
            return false;
        }

        if (Mask == null)
        {
            coverage.Fill(255);
        }
        else
        {
            new ReadOnlySpan<byte>(Mask + (nint)y * MaskStride + x, coverage.Length).CopyTo(coverage);
        }

        if (hasUntouched)
        {
            int left = Math.Clamp(Untouched.X - x, 0, coverage.Length), right = Math.Clamp(Untouched.X + Untouched.Width - x, 0, coverage.Length);
            coverage[left..right].Clear();
        }

        return true;
    }
}
