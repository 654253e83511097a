using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Turns a grade into a <see cref="GradeLut"/>: each of the 33³ colours goes through Oklab once, so that a frame pays for one table
/// however much the grade does.</summary>
/// <remarks>Deterministic: equal grades give equal entries. A few milliseconds; meant for a thread beside the one that renders. Stateless;
/// any number of threads, each with its own target.</remarks>
public static class GradeLutBaker
{
    private static readonly float[] Encoded = BuildEncoded();

    /// <summary>Steps of the encoding table along the root of linear light. Between them it is interpolated; the error is below 1e-7.</summary>
    private const int EncodedSteps = 4096;

    /// <summary>Bakes into a new table.</summary>
    /// <param name="grade">The grade.</param>
    /// <param name="options">Protection.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range or not a number.</exception>
    public static GradeLut Bake(in MoodGrade grade, in GradeBakeOptions options = default)
    {
        var lut = new GradeLut();
        Fill(grade, options, lut);
        lut.Seal();
        return lut;
    }

    /// <summary>Bakes into the writable buffer of an exchange and publishes it; allocates nothing.</summary>
    /// <param name="grade">The grade.</param>
    /// <param name="options">Protection.</param>
    /// <param name="exchange">Where the grading thread takes it from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range or not a number.</exception>
    public static void Bake(in MoodGrade grade, in GradeBakeOptions options, GradeLutExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        Fill(grade, options, exchange.Writable);
        exchange.Writable.Seal();
        exchange.Publish();
    }

    /// <summary>Bakes parameters and looks: the parameters' table, plus for each look its difference from the identity times its weight, held to 0-1. A look
    /// alone at weight 1 is that look.</summary>
    /// <param name="recipe">Parameters and looks.</param>
    /// <param name="options">Protection; it acts on the parameters.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range or not a number.</exception>
    public static GradeLut Bake(GradeRecipe recipe, in GradeBakeOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var lut = new GradeLut();
        Fill(recipe, options, lut);
        return lut;
    }

    /// <summary>Bakes parameters and looks into the writable buffer of an exchange and publishes it; allocates nothing.</summary>
    /// <inheritdoc cref="Bake(GradeRecipe, in GradeBakeOptions)"/>
    public static void Bake(GradeRecipe recipe, in GradeBakeOptions options, GradeLutExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(exchange);
        Fill(recipe, options, exchange.Writable);
        exchange.Publish();
    }

    /// <summary>Brings a look onto the SDK's lattice: exact for one of size 33 on 0-1, interpolated tetrahedrally else, held to 0-1.</summary>
    public static GradeLut Bake(CubeLut look)
    {
        ArgumentNullException.ThrowIfNull(look);
        const float Last = GradeLut.Size - 1;
        var lut = new GradeLut();
        Span<short> entries = lut.Writable;
        for (int i = 0; i < GradeLut.EntryCount; i++)
        {
            (float red, float green, float blue) = look.Apply(i % GradeLut.Size / Last, i / GradeLut.Size % GradeLut.Size / Last, i / (GradeLut.Size * GradeLut.Size) / Last);
            entries[i * GradeLut.Channels] = Quantize(red);
            entries[i * GradeLut.Channels + 1] = Quantize(green);
            entries[i * GradeLut.Channels + 2] = Quantize(blue);
        }

        lut.Seal();
        return lut;
    }

    private static short Quantize(float value) => (short)(Math.Clamp(value, 0f, 1f) * GradeLut.One + 0.5f);

    private static void Fill(GradeRecipe recipe, in GradeBakeOptions options, GradeLut target)
    {
        Fill(recipe.Grade, options, target);
        Span<short> entries = target.Writable;
        ReadOnlySpan<short> identity = GradeLut.Identity.Entries;
        for (int i = 0; recipe.LookCount > 0 && i < entries.Length; i++)
        {
            float sum = entries[i];
            for (int index = 0; index < recipe.LookCount; index++)
            {
                (GradeLut look, float weight) = recipe.GetLook(index);
                sum += weight * (look.Entries[i] - identity[i]);
            }

            entries[i] = (short)Math.Clamp(MathF.Round(sum), 0f, GradeLut.One);
        }

        target.Seal();
    }

    private static void Fill(in MoodGrade grade, in GradeBakeOptions options, GradeLut target)
    {
        grade.ThrowIfOutOfRange(nameof(grade));
        if (!(options.SkinProtection is >= 0f and <= 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options, "Skin protection is a number from 0 to 1.");
        }

        if (grade.IsNeutral)
        {
            GradeLut.Identity.Entries.CopyTo(target.Writable);
            return;
        }

        var vectors = new GradeVectors(grade, options.SkinProtection);
        GradeNodes nodes = GradeNodes.All;
        Span<short> entries = target.Writable;
        Span<float> red = stackalloc float[8], green = stackalloc float[8], blue = stackalloc float[8];
        for (int at = 0; at < GradeLut.EntryCount; at += 8)
        {
            (Vector256<float> r, Vector256<float> g, Vector256<float> b) = vectors.Apply(nodes, at);
            (Vector256.Sqrt(r) * EncodedSteps).CopyTo(red);
            (Vector256.Sqrt(g) * EncodedSteps).CopyTo(green);
            (Vector256.Sqrt(b) * EncodedSteps).CopyTo(blue);
            int count = Math.Min(8, GradeLut.EntryCount - at);
            Span<short> written = entries.Slice(at * GradeLut.Channels, count * GradeLut.Channels);
            for (int i = 0; i < count; i++)
            {
                written[i * GradeLut.Channels] = Encode(red[i]);
                written[i * GradeLut.Channels + 1] = Encode(green[i]);
                written[i * GradeLut.Channels + 2] = Encode(blue[i]);
                written[i * GradeLut.Channels + 3] = 0;
            }
        }
    }

    private static short Encode(float position)
    {
        int step = (int)position;
        float below = Encoded[step];
        return (short)(below + (position - step) * (Encoded[step + 1] - below) + 0.5f);
    }

    private static float[] BuildEncoded()
    {
        // One entry beyond the end, for the position that is exactly 1.
        var table = new float[EncodedSteps + 2];
        for (int i = 0; i < table.Length; i++)
        {
            double linear = Math.Pow(i / (double)EncodedSteps, 2);
            table[i] = (float)(GradeLut.One * SrgbTransfer.EncodeExact(linear));
        }

        return table;
    }
}
