using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>The real-valued matrix between 8-bit Y′CbCr codes and a <see cref="GradeBlock"/>'s positions and values. Source: ITU-R BT.601-7, BT.709-6 and BT.2020-2; ranges
/// of BT.601 3.5 (limited) and ITU-T T.871 (full).</summary>
internal readonly struct YuvFactors
{
    private readonly float _red, _green, _blue;
    private readonly float _lumaSpan;
    private readonly float _cb, _cr;

    public YuvFactors(YuvRange range, YuvMatrix matrix)
    {
        (double kr, double kb) = matrix switch
        {
            YuvMatrix.Bt601 => (0.299, 0.114),
            YuvMatrix.Bt709 => (0.2126, 0.0722),
            _ => (0.2627, 0.0593),
        };
        double kg = 1 - kr - kb;
        double lumaSpan = range == YuvRange.Limited ? 219 : 255, chromaSpan = range == YuvRange.Limited ? 224 : 255;
        LumaOffset = range == YuvRange.Limited ? 16 : 0;
        LumaScale = (float)(GradeBlock.PositionOne / lumaSpan);
        double chroma = GradeBlock.PositionOne / chromaSpan;
        RedV = (float)(2 * (1 - kr) * chroma);
        BlueU = (float)(2 * (1 - kb) * chroma);
        GreenU = (float)(-2 * (1 - kb) * kb / kg * chroma);
        GreenV = (float)(-2 * (1 - kr) * kr / kg * chroma);
        _lumaSpan = (float)lumaSpan;
        (_red, _green, _blue) = ((float)(kr * lumaSpan / GradeLut.One), (float)(kg * lumaSpan / GradeLut.One), (float)(kb * lumaSpan / GradeLut.One));
        _cb = (float)(chromaSpan / (2 * (1 - kb)));
        _cr = (float)(chromaSpan / (2 * (1 - kr)));
        double unit = (double)(1 << YuvVectors.SumBits) / GradeLut.One, cb = chromaSpan / (2 * (1 - kb)) * unit, cr = chromaSpan / (2 * (1 - kr)) * unit;
        LumaWeights = Weights(kr * lumaSpan * unit, lumaSpan * unit, kb * lumaSpan * unit);
        CbWeights = Weights(-kr * cb, 0, (1 - kb) * cb);
        CrWeights = Weights((1 - kr) * cr, 0, -kb * cr);
    }

    /// <summary>Luma's weights with <see cref="YuvVectors.SumBits"/> fraction bits, and those of Cb and Cr; white and grey come out exactly.</summary>
    public Vector64<short> LumaWeights { get; }

    /// <inheritdoc cref="LumaWeights"/>
    public Vector64<short> CbWeights { get; }

    /// <inheritdoc cref="LumaWeights"/>
    public Vector64<short> CrWeights { get; }

    /// <summary>Code of black.</summary>
    public int LumaOffset { get; }

    /// <summary>Position a luma code.</summary>
    public float LumaScale { get; }

    /// <summary>Red's position a Cr code.</summary>
    public float RedV { get; }

    /// <summary>Green's position a Cb code.</summary>
    public float GreenU { get; }

    /// <summary>Green's position a Cr code.</summary>
    public float GreenV { get; }

    /// <summary>Blue's position a Cb code.</summary>
    public float BlueU { get; }

    /// <summary>Luma codes above black of values in the table's unit.</summary>
    public float Luma(float red, float green, float blue) => _red * red + _green * green + _blue * blue;

    /// <summary>Cb codes above 128, given blue in the table's unit and the luma codes above black.</summary>
    public float Cb(float blue, float luma) => _cb * (blue / GradeLut.One - luma / _lumaSpan);

    /// <summary>Cr codes above 128.</summary>
    public float Cr(float red, float luma) => _cr * (red / GradeLut.One - luma / _lumaSpan);

    /// <summary>Rounded weights of red, green and blue that add up to the rounded <paramref name="sum"/>.</summary>
    private static Vector64<short> Weights(double red, double sum, double blue)
    {
        short first = (short)Math.Round(red), third = (short)Math.Round(blue);
        return Vector64.Create(first, (short)(Math.Round(sum) - first - third), third, 0);
    }
}
