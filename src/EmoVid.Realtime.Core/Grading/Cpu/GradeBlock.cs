namespace EmoVid.Realtime;

/// <summary>Some pixels of a row on their way through the table, with all that a format needs to give them back.</summary>
/// <remarks>A position is a straight sRGB-encoded channel, 0-32768; a graded value is one in the table's unit, 0-32640.</remarks>
internal sealed class GradeBlock
{
    /// <summary>Pixels of a block: a multiple of the dither tile, so that a block begins where a row of thresholds does.</summary>
    public const int Length = 256;

    /// <summary>1 as a position.</summary>
    public const int PositionOne = 32768;

    /// <summary>Red, green and blue positions, <see cref="Length"/> each. Pinned.</summary>
    public ushort[] Positions { get; } = GC.AllocateArray<ushort>(3 * Length, pinned: true);

    /// <summary>Graded red, green, blue and a zero for each pixel. Pinned.</summary>
    public short[] Values { get; } = GC.AllocateArray<short>(GradeLut.Channels * Length, pinned: true);

    /// <summary>Alpha, 0-1.</summary>
    public float[] Alpha { get; } = new float[Length];

    /// <summary>Alpha as a half float's bits, where the source has them.</summary>
    public ushort[] AlphaBits { get; } = new ushort[Length];

    /// <summary>What a pixel brighter than white was divided by, at least 1.</summary>
    public float[] Gain { get; } = new float[Length];

    /// <summary>Coverage of the grade, the frame's mask and rectangle together.</summary>
    public byte[] Mask { get; } = new byte[Length];

    /// <summary>The source's own bytes, for pixels that stay as they are.</summary>
    public byte[] Original { get; } = new byte[8 * Length];

    /// <summary>Sends positions through the table.</summary>
    public unsafe void Grade(int count, GradeLut lut)
    {
        fixed (ushort* positions = Positions)
        fixed (short* values = Values)
        {
            CpuLutKernel.Run<PlanarLayout>(positions, values, count, lut, ref LutRounding.Finer);
        }
    }

    /// <summary>Lays the graded values over the original ones by the mask's coverage.</summary>
    public void Blend(int count)
    {
        for (int x = 0; x < count; x++)
        {
            int coverage = Mask[x];
            for (int channel = 0; coverage != 255 && channel < 3; channel++)
            {
                int original = ToValue(Positions[channel * Length + x]);
                ref short value = ref Values[x * GradeLut.Channels + channel];
                value = (short)(original + ((value - original) * coverage + (value >= original ? 127 : -127)) / 255);
            }
        }
    }

    /// <summary>A position in the table's unit, rounded.</summary>
    public static int ToValue(int position) => (position * 255 + 128) >> 8;
}
