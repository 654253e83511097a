using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>The two ways between Y′CbCr and the positions and values of <see cref="GradeBlock"/>, two rows at a time.</summary>
/// <remarks>Chroma is replicated on the way in, as the meters do, and averaged over its block on the way out. Arithmetic is in single precision, far
/// finer than a code; nothing is rounded to 8-bit RGB between.</remarks>
internal sealed unsafe class YuvGrader
{
    private readonly GradeBlock[] _rows = [new(), new()];
    private readonly byte[] _chromaOriginal = new byte[GradeBlock.Length];

    /// <summary>Grades rows 2·<paramref name="pair"/> and the one below it.</summary>
    public void GradePair(in GradeFrame frame, int pair)
    {
        int rows = Math.Min(2, frame.Height - 2 * pair);
        for (int x = 0; x < frame.Width; x += GradeBlock.Length)
        {
            int count = Math.Min(GradeBlock.Length, frame.Width - x);
            bool isMasked = false;
            for (int i = 0; i < rows; i++)
            {
                Read(frame, x, 2 * pair + i, count, _rows[i]);
                _rows[i].Grade(count, frame.Lut);
                _rows[i].Mask.AsSpan().Fill(255);
                if (frame.FillMask(x, 2 * pair + i, _rows[i].Mask.AsSpan(0, count)))
                {
                    _rows[i].Blend(count);
                    isMasked = true;
                }
            }

            // Samples that no graded pixel has a part in stay as they are, to the bit.
            bool keeps = isMasked && frame.IsSameLayout;
            if (keeps)
            {
                Keep(frame, x, pair, count, rows);
            }

            for (int i = 0; i < rows; i++)
            {
                WriteLuma(frame, x, 2 * pair + i, count, _rows[i], keeps);
            }

            WriteChroma(frame, x, pair, count, rows, keeps);
        }
    }

    /// <summary>Copies the pair as it is; layouts may differ in how chroma lies.</summary>
    public static void CopyPair(in GradeFrame frame, int pair)
    {
        for (int y = 2 * pair; y < Math.Min(2 * pair + 2, frame.Height); y++)
        {
            byte* from = frame.SourcePixels + (nint)y * frame.SourceStride, to = frame.TargetPixels + (nint)y * frame.TargetStride;
            new ReadOnlySpan<byte>(from, frame.Width).CopyTo(new Span<byte>(to, frame.Width));
        }

        byte* fromCb = frame.SourceChroma(0, 2 * pair), fromCr = frame.SourceChromaV(0, 2 * pair);
        byte* toCb = frame.TargetChroma(0, 2 * pair), toCr = frame.TargetChromaV(0, 2 * pair);
        for (int x = 0; x < (frame.Width + 1) / 2; x++)
        {
            byte cb = fromCb[x * frame.SourceChromaStep], cr = fromCr[x * frame.SourceChromaStep];
            (toCb[x * frame.TargetChromaStep], toCr[x * frame.TargetChromaStep]) = (cb, cr);
        }
    }

    private static void Read(in GradeFrame frame, int from, int y, int count, GradeBlock block)
    {
        byte* luma = frame.SourcePixels + (nint)y * frame.SourceStride + from;
        byte* cb = frame.SourceChroma(from, y), cr = frame.SourceChromaV(from, y);
        int step = frame.SourceChromaStep;
        YuvFactors factors = frame.SourceFactors;
        int done = 0;
        if (Avx2.IsSupported)
        {
            fixed (ushort* positions = block.Positions)
            {
                done = YuvVectors.Read(luma, cb, cr, step, count, factors, positions);
            }
        }

        for (int x = done; x < count; x += 2)
        {
            float u = cb[x / 2 * step] - 128, v = cr[x / 2 * step] - 128;
            float red = factors.RedV * v + 0.5f, green = factors.GreenU * u + factors.GreenV * v + 0.5f, blue = factors.BlueU * u + 0.5f;
            for (int i = x; i < Math.Min(x + 2, count); i++)
            {
                float light = (luma[i] - factors.LumaOffset) * factors.LumaScale;
                block.Positions[i] = Position(light + red);
                block.Positions[GradeBlock.Length + i] = Position(light + green);
                block.Positions[2 * GradeBlock.Length + i] = Position(light + blue);
            }
        }
    }

    private void Keep(in GradeFrame frame, int from, int pair, int count, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            new ReadOnlySpan<byte>(frame.SourcePixels + (nint)(2 * pair + i) * frame.SourceStride + from, count).CopyTo(_rows[i].Original);
        }

        byte* cb = frame.SourceChroma(from, 2 * pair), cr = frame.SourceChromaV(from, 2 * pair);
        for (int x = 0; x < (count + 1) / 2; x++)
        {
            _chromaOriginal[2 * x] = cb[x * frame.SourceChromaStep];
            _chromaOriginal[2 * x + 1] = cr[x * frame.SourceChromaStep];
        }
    }

    private static void WriteLuma(in GradeFrame frame, int from, int y, int count, GradeBlock block, bool keeps)
    {
        byte* luma = frame.TargetPixels + (nint)y * frame.TargetStride + from;
        YuvFactors factors = frame.TargetFactors;
        int done = 0;
        if (Avx2.IsSupported && !keeps)
        {
            fixed (short* values = block.Values)
            fixed (byte* levels = DitherPattern.Thresholds)
            {
                byte* row = frame.Dithers ? levels + y % DitherPattern.Size * DitherPattern.Size : null;
                done = YuvVectors.WriteLuma(values, luma, count, factors.LumaWeights, factors.LumaOffset, row);
            }
        }

        for (int x = done; x < count; x++)
        {
            ReadOnlySpan<short> values = block.Values.AsSpan(x * GradeLut.Channels, 3);
            luma[x] = keeps && block.Mask[x] == 0 ? block.Original[x] : Code(factors.LumaOffset + factors.Luma(values[0], values[1], values[2]), frame.Threshold(x, y));
        }
    }

    private void WriteChroma(in GradeFrame frame, int from, int pair, int count, int rows, bool keeps)
    {
        byte* cb = frame.TargetChroma(from, 2 * pair), cr = frame.TargetChromaV(from, 2 * pair);
        bool dithers = frame.Dithers;
        int step = frame.TargetChromaStep;
        YuvFactors factors = frame.TargetFactors;
        int done = 0;
        if (Avx2.IsSupported && !keeps && rows == 2)
        {
            done = count / 4 * 2;
            fixed (short* upper = _rows[0].Values, lower = _rows[1].Values)
            {
                for (int x = 0; x < done; x += 2)
                {
                    Vector256<int> sums = YuvVectors.Chroma(upper + 8 * x, lower + 8 * x, factors.CbWeights, factors.CrWeights);
                    Store(x, sums.GetLower());
                    Store(x + 1, sums.GetUpper());
                }
            }
        }

        for (int x = done; x < (count + 1) / 2; x++)
        {
            int red = 0, green = 0, blue = 0, samples = 0, covered = 0;
            for (int row = 0; row < rows; row++)
            {
                for (int i = 2 * x; i < Math.Min(2 * x + 2, count); i++)
                {
                    ReadOnlySpan<short> values = _rows[row].Values.AsSpan(i * GradeLut.Channels, 3);
                    (red, green, blue, samples) = (red + values[0], green + values[1], blue + values[2], samples + 1);
                    covered |= keeps ? _rows[row].Mask[i] : 1;
                }
            }

            if (covered == 0)
            {
                (cb[x * frame.TargetChromaStep], cr[x * frame.TargetChromaStep]) = (_chromaOriginal[2 * x], _chromaOriginal[2 * x + 1]);
                continue;
            }

            float r = red / (float)samples, g = green / (float)samples, b = blue / (float)samples;
            float light = factors.Luma(r, g, b);

            // Thresholds of another part of the tile, so that luma and chroma do not round in step.
            cb[x * frame.TargetChromaStep] = Code(128 + factors.Cb(b, light), frame.Threshold(x, pair + DitherPattern.Size / 2));
            cr[x * frame.TargetChromaStep] = Code(128 + factors.Cr(r, light), frame.Threshold(x + DitherPattern.Size / 2, pair));
        }

        void Store(int x, Vector128<int> sums)
        {
            int first = Threshold(dithers, x, pair + DitherPattern.Size / 2), second = Threshold(dithers, x + DitherPattern.Size / 2, pair);
            cb[x * step] = (byte)Math.Clamp((sums[0] + (128 << YuvVectors.SumBits) + first) >> YuvVectors.SumBits, 0, 255);
            cr[x * step] = (byte)Math.Clamp((sums[2] + (128 << YuvVectors.SumBits) + second) >> YuvVectors.SumBits, 0, 255);
        }
    }

    /// <summary>A threshold with the fraction bits of <see cref="YuvVectors"/>.</summary>
    private static int Threshold(bool dithers, int x, int y) =>
        dithers ? LutRounding.Threshold(x, y) << (YuvVectors.SumBits - LutRounding.CodeBits) : 1 << (YuvVectors.SumBits - 1);

    private static ushort Position(float value) => (ushort)Math.Clamp(value, 0f, GradeBlock.PositionOne);

    /// <summary>A hair is added so that whole codes stay whole under the smallest threshold.</summary>
    private static byte Code(float value, float threshold) => (byte)Math.Clamp(value + threshold + 1e-4f, 0f, 255f);
}
