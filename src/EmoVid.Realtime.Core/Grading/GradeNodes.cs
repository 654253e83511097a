using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>What a bake knows of each lattice point before it begins, in separate arrays so that eight points are worked on at once. Made
/// once a process.</summary>
internal sealed class GradeNodes
{
    /// <summary>The relative saturation from which a graded colour is held back before the gamut's edge.</summary>
    private const float Knee = 0.8f;

    /// <summary>Covers the rounding of the way to Oklab and back, so that a point is never beyond its own threshold.</summary>
    private const float Rounding = 1e-3f;

    private GradeNodes()
    {
        float[] decoded = new float[GradeLut.Size];
        for (int i = 0; i < decoded.Length; i++)
        {
            decoded[i] = SrgbTransfer.Decode(i / (float)(GradeLut.Size - 1));
        }

        for (int i = 0; i < PaddedCount; i++)
        {
            int at = Math.Min(i, GradeLut.EntryCount - 1);
            var linear = new LinearRgb(
                decoded[at % GradeLut.Size],
                decoded[at / GradeLut.Size % GradeLut.Size],
                decoded[at / (GradeLut.Size * GradeLut.Size)]);
            float[] m = OkLabMatrices.ConesFromLinear;
            Long[i] = MathF.Cbrt(m[0] * linear.R + m[1] * linear.G + m[2] * linear.B);
            Medium[i] = MathF.Cbrt(m[3] * linear.R + m[4] * linear.G + m[5] * linear.B);
            Short[i] = MathF.Cbrt(m[6] * linear.R + m[7] * linear.G + m[8] * linear.B);
            OkLab lab = OkLab.FromLinear(linear);
            (L[i], A[i], B[i]) = (lab.L, lab.A, lab.B);
            Skin[i] = SkinRegion.Weight(lab);
        }

        for (int at = 0; at < PaddedCount; at += Vector256<float>.Count)
        {
            Vector256<float> saturation = GradeVectors.RelativeSaturation(this, at) * (1f + Rounding);
            Vector256.Max(saturation, Vector256.Create(Knee)).CopyTo(Threshold, at);
        }
    }

    /// <summary>The lattice's count up to a whole number of vectors; the points beyond repeat the last one.</summary>
    public const int PaddedCount = (GradeLut.EntryCount + 7) / 8 * 8;

    /// <summary>The nodes of every bake.</summary>
    public static GradeNodes All { get; } = new();

    /// <summary>Cube roots of the cone responses.</summary>
    public float[] Long { get; } = new float[PaddedCount];

    /// <inheritdoc cref="Long"/>
    public float[] Medium { get; } = new float[PaddedCount];

    /// <inheritdoc cref="Long"/>
    public float[] Short { get; } = new float[PaddedCount];

    /// <summary>Oklab lightness.</summary>
    public float[] L { get; } = new float[PaddedCount];

    /// <summary>Oklab green–red.</summary>
    public float[] A { get; } = new float[PaddedCount];

    /// <summary>Oklab blue–yellow.</summary>
    public float[] B { get; } = new float[PaddedCount];

    /// <summary>Weight in the <see cref="SkinRegion"/>.</summary>
    public float[] Skin { get; } = new float[PaddedCount];

    /// <summary>Relative saturation (see <see cref="GradeVectors"/>) up to which a graded colour is left alone: the knee, or the point's own
    /// if that is beyond, so that a grade which does nothing changes nothing.</summary>
    public float[] Threshold { get; } = new float[PaddedCount];
}
