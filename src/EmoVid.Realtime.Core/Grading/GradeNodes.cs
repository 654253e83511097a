using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>What grading knows of each of some colours before it begins, in separate arrays so that eight are worked on at once. The
/// lattice's are made once a process.</summary>
internal sealed class GradeNodes
{
    /// <summary>The relative saturation from which a graded colour is held back before the gamut's edge.</summary>
    private const float Knee = 0.8f;

    /// <summary>Covers the rounding of the way to Oklab and back, so that a point is never beyond its own threshold.</summary>
    private const float Rounding = 1e-3f;

    /// <summary>Makes room for this many colours; <see cref="Fill"/> sets them.</summary>
    public GradeNodes(int count)
    {
        Count = count;
        int padded = (count + 7) / 8 * 8;
        (Long, Medium, Short) = (new float[padded], new float[padded], new float[padded]);
        (L, A, B) = (new float[padded], new float[padded], new float[padded]);
        (Skin, Threshold) = (new float[padded], new float[padded]);
    }

    /// <summary>The nodes of every bake.</summary>
    public static GradeNodes All { get; } = CreateLattice();

    /// <summary>How many colours there are; the arrays go on to a whole number of vectors, and repeat the last one there.</summary>
    public int Count { get; }

    /// <summary>Cube roots of the cone responses.</summary>
    public float[] Long { get; }

    /// <inheritdoc cref="Long"/>
    public float[] Medium { get; }

    /// <inheritdoc cref="Long"/>
    public float[] Short { get; }

    /// <summary>Oklab lightness.</summary>
    public float[] L { get; }

    /// <summary>Oklab green–red.</summary>
    public float[] A { get; }

    /// <summary>Oklab blue–yellow.</summary>
    public float[] B { get; }

    /// <summary>Weight in the <see cref="SkinRegion"/>.</summary>
    public float[] Skin { get; }

    /// <summary>Relative saturation (see <see cref="GradeVectors"/>) up to which a graded colour is left alone: the knee, or the point's own
    /// if that is beyond, so that a grade which does nothing changes nothing.</summary>
    public float[] Threshold { get; }

    /// <summary>Takes over the colours.</summary>
    /// <param name="colors"><see cref="Count"/> of them.</param>
    public void Fill(ReadOnlySpan<LinearRgb> colors)
    {
        float[] m = OkLabMatrices.ConesFromLinear;
        for (int i = 0; i < Long.Length; i++)
        {
            LinearRgb linear = colors[Math.Min(i, Count - 1)];
            Long[i] = MathF.Cbrt(m[0] * linear.R + m[1] * linear.G + m[2] * linear.B);
            Medium[i] = MathF.Cbrt(m[3] * linear.R + m[4] * linear.G + m[5] * linear.B);
            Short[i] = MathF.Cbrt(m[6] * linear.R + m[7] * linear.G + m[8] * linear.B);
            OkLab lab = OkLab.FromLinear(linear);
            (L[i], A[i], B[i]) = (lab.L, lab.A, lab.B);
            Skin[i] = SkinRegion.Weight(lab);
        }

        for (int at = 0; at < Long.Length; at += Vector256<float>.Count)
        {
            Vector256<float> saturation = GradeVectors.RelativeSaturation(this, at) * (1f + Rounding);
            Vector256.Max(saturation, Vector256.Create(Knee)).CopyTo(Threshold, at);
        }
    }

    private static GradeNodes CreateLattice()
    {
        float[] decoded = new float[GradeLut.Size];
        for (int i = 0; i < decoded.Length; i++)
        {
            decoded[i] = SrgbTransfer.Decode(i / (float)(GradeLut.Size - 1));
        }

        var colors = new LinearRgb[GradeLut.EntryCount];
        for (int i = 0; i < colors.Length; i++)
        {
            colors[i] = new LinearRgb(
                decoded[i % GradeLut.Size],
                decoded[i / GradeLut.Size % GradeLut.Size],
                decoded[i / (GradeLut.Size * GradeLut.Size)]);
        }

        var nodes = new GradeNodes(GradeLut.EntryCount);
        nodes.Fill(colors);
        return nodes;
    }
}
