namespace EmoVid.Realtime.Core.Tests.Grading;

public class GradeLutBakerTests
{
    [Fact]
    public void Neutral_bakes_to_the_exact_identity()
    {
        GradeLut lut = GradeLutBaker.Bake(MoodGrade.Neutral);
        Assert.True(lut.IsIdentity);
        for (int i = 0; i < GradeLut.Size; i++)
        {
            Assert.Equal((i / 32f, (32 - i) / 32f, 0.5f), lut[i, 32 - i, 16]);
        }
    }

    [Fact]
    public void Hardly_any_grade_is_hardly_any_change()
    {
        // The curves, the gamut's edge and the encoding alone, without the shortcut for neutral: a step of the lattice's integers is 1/128 of a code.
        GradeLut lut = GradeLutBaker.Bake(new MoodGrade { HueRotationDegrees = 1e-4f });
        Assert.InRange(LargestStep(lut, GradeLut.Identity), 0, 20);
    }

    [Fact]
    public void Equal_grades_give_equal_tables() =>
        Assert.True(GradeLutBaker.Bake(SampleGrades.Hot).Entries.SequenceEqual(GradeLutBaker.Bake(SampleGrades.Hot).Entries));

    [Fact]
    public void Every_extreme_stays_in_range_and_keeps_black()
    {
        Assert.All(SampleGrades.Extremes(), grade =>
        {
            GradeLut lut = GradeLutBaker.Bake(grade);
            foreach (short value in lut.Entries)
            {
                Assert.InRange(value, 0, GradeLut.One);
            }

            Assert.Equal((0f, 0f, 0f), lut[0, 0, 0]);
        });
    }

    [Fact]
    public void Only_the_white_point_moves_white()
    {
        Assert.All(SampleGrades.Extremes().Where(grade => grade.WarmCool == 0f), grade =>
        {
            (float red, float green, float blue) = GradeLutBaker.Bake(grade)[32, 32, 32];
            Assert.InRange(Math.Min(red, Math.Min(green, blue)), 1 - 0.002f, 1f);
        });
        (float r, _, float b) = GradeLutBaker.Bake(new MoodGrade { WarmCool = 0.5f })[32, 32, 32];
        Assert.InRange(r, 0.98f, 1f);
        Assert.InRange(b, 0.6f, 0.95f);
    }

    [Fact]
    public void Greys_stay_in_order_at_every_extreme()
    {
        Assert.All(SampleGrades.Extremes(), grade =>
        {
            GradeLut lut = GradeLutBaker.Bake(grade);
            float before = -1f;
            for (int i = 0; i < GradeLut.Size; i++)
            {
                (float red, float green, float blue) = lut[i, i, i];
                float lightness = OkLab.FromLinear(new LinearRgb(SrgbTransfer.Decode(red), SrgbTransfer.Decode(green), SrgbTransfer.Decode(blue))).L;
                Assert.True(lightness > before, $"{grade}: grey {i} has lightness {lightness}, the one before {before}.");
                before = lightness;
            }
        });
    }

    [Theory]
    [InlineData(-0.2f)]
    [InlineData(0.12f)]
    public void Brightness_is_the_shift_of_mid_grey_in_Oklab(float shift)
    {
        GradeLut lut = GradeLutBaker.Bake(new MoodGrade { Brightness = shift });
        // Linear light 0.125 is Oklab lightness 0.5; its neighbours of the lattice enclose it.
        double code = 32 * SrgbTransfer.Encode(0.125f);
        int below = (int)code;
        double graded = Lightness(lut[below, below, below].Red) * (below + 1 - code) + Lightness(lut[below + 1, below + 1, below + 1].Red) * (code - below);
        Assert.Equal(0.5 + shift, graded, 2e-3);
    }

    [Fact]
    public void Without_colour_everything_is_grey()
    {
        GradeLut lut = GradeLutBaker.Bake(new MoodGrade { Colorfulness = -1f });
        for (int i = 0; i < GradeLut.EntryCount; i++)
        {
            ReadOnlySpan<short> entry = lut.Entries.Slice(i * GradeLut.Channels, 3);
            Assert.InRange(Math.Max(entry[0], Math.Max(entry[1], entry[2])) - Math.Min(entry[0], Math.Min(entry[1], entry[2])), 0, 64);
        }
    }

    [Fact]
    public void The_way_between_two_grades_has_no_jumps()
    {
        const int Steps = 64;
        GradeLut from = GradeLutBaker.Bake(SampleGrades.Cold), to = GradeLutBaker.Bake(SampleGrades.Hot);
        float whole = LargestDistance(from, to);
        GradeLut before = from;
        for (int i = 1; i <= Steps; i++)
        {
            GradeLut here = GradeLutBaker.Bake(MoodGrade.Blend([SampleGrades.Cold, SampleGrades.Hot], [1 - i / (float)Steps, i / (float)Steps]));
            Assert.InRange(LargestDistance(before, here), 0, 5 * whole / Steps);
            before = here;
        }
    }

    [Fact]
    public void Protected_skin_keeps_its_hue_and_other_colours_take_the_grade()
    {
        GradeLut bare = GradeLutBaker.Bake(SampleGrades.Cold);
        GradeLut kept = GradeLutBaker.Bake(SampleGrades.Cold, new GradeBakeOptions { SkinProtection = 1f });
        // The lattice point nearest to the ColorChecker's light skin, sRGB (194, 150, 130).
        OkLab skin = Lab((24 / 32f, 19 / 32f, 16 / 32f));
        OkLab graded = Lab(kept[24, 19, 16]), ungraded = Lab(bare[24, 19, 16]);
        Assert.InRange(Math.Abs(graded.ToLch().HueRadians - skin.ToLch().HueRadians), 0, 0.02);
        Assert.True(Distance(graded, skin) < 0.5f * Distance(ungraded, skin));
        Assert.Equal(bare[4, 10, 28], kept[4, 10, 28]);
        Assert.Equal(bare[16, 16, 16], kept[16, 16, 16]);
    }

    [Fact]
    public void What_is_no_number_or_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GradeLutBaker.Bake(new MoodGrade { Brightness = float.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradeLutBaker.Bake(new MoodGrade { Contrast = 0.5f }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradeLutBaker.Bake(new MoodGrade { Tint = new OkTint(0.2f, 0f) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradeLutBaker.Bake(SampleGrades.Hot, new GradeBakeOptions { SkinProtection = 1.5f }));
    }

    [Fact]
    public void Baking_into_an_exchange_allocates_nothing_and_publishes()
    {
        var exchange = new GradeLutExchange();
        Assert.True(exchange.Latest().IsIdentity);
        Allocations.AssertNone(() => GradeLutBaker.Bake(SampleGrades.Hot, default, exchange));
        GradeLut latest = exchange.Latest();
        Assert.True(latest.Entries.SequenceEqual(GradeLutBaker.Bake(SampleGrades.Hot).Entries));
        GradeLutBaker.Bake(SampleGrades.Cold, default, exchange);
        Assert.True(latest.Entries.SequenceEqual(GradeLutBaker.Bake(SampleGrades.Hot).Entries));
        long version = latest.Version;
        Assert.NotEqual(version, exchange.Latest().Version);
        Assert.Same(exchange.Latest(), exchange.Latest());
    }

    [Fact]
    public void A_reader_never_sees_half_a_table()
    {
        // Every table of this test is one colour throughout, so a torn one shows.
        var exchange = new GradeLutExchange();
        using var stop = new CancellationTokenSource();
        var baker = new Thread(() =>
        {
            for (short value = 0; !stop.IsCancellationRequested; value = (short)((value + 1) % GradeLut.One))
            {
                exchange.Writable.Writable.Fill(value);
                exchange.Publish();
            }
        });
        exchange.Writable.Writable.Clear();
        exchange.Publish();
        baker.Start();
        try
        {
            for (int i = 0; i < 300; i++)
            {
                ReadOnlySpan<short> entries = exchange.Latest().Entries;
                Assert.Equal(entries.Length, entries.Count(entries[0]));
            }
        }
        finally
        {
            stop.Cancel();
            baker.Join();
        }
    }

    [Fact]
    public void A_blend_of_tables_is_linear_in_their_weights()
    {
        GradeLut cold = GradeLutBaker.Bake(SampleGrades.Cold), hot = GradeLutBaker.Bake(SampleGrades.Hot);
        Assert.True(GradeLut.Blend([cold, hot], [0f, 0f]).IsIdentity);
        Assert.True(GradeLut.Blend([cold, hot], [0f, 1f]).Entries.SequenceEqual(hot.Entries));
        GradeLut half = GradeLut.Blend([cold, hot], [0.5f, 0.25f]);
        (float r, _, _) = half[20, 9, 13];
        Assert.Equal(20 / 32f + 0.5f * (cold[20, 9, 13].Red - 20 / 32f) + 0.25f * (hot[20, 9, 13].Red - 20 / 32f), r, 1e-4f);
        Assert.Throws<ArgumentException>(() => GradeLut.Blend([cold], [0.5f, 0.5f]));
    }

    [Fact]
    public void The_matrices_are_those_of_OkLab()
    {
        // A colour through the rows here, and through OkLab.
        var linear = new LinearRgb(0.2f, 0.7f, 0.05f);
        float[] m = OkLabMatrices.ConesFromLinear, n = OkLabMatrices.LabFromRoots;
        float[] roots = [.. Enumerable.Range(0, 3).Select(row => MathF.Cbrt(m[3 * row] * linear.R + m[3 * row + 1] * linear.G + m[3 * row + 2] * linear.B))];
        float[] lab = [.. Enumerable.Range(0, 3).Select(row => n[3 * row] * roots[0] + n[3 * row + 1] * roots[1] + n[3 * row + 2] * roots[2])];
        Assert.Equal(OkLab.FromLinear(linear), new OkLab(lab[0], lab[1], lab[2]));
        float[] k = OkLabMatrices.RootsFromChroma, o = OkLabMatrices.LinearFromCones;
        float[] cones = [.. Enumerable.Range(0, 3).Select(row => MathF.Pow(lab[0] + k[2 * row] * lab[1] + k[2 * row + 1] * lab[2], 3))];
        float[] back = [.. Enumerable.Range(0, 3).Select(row => o[3 * row] * cones[0] + o[3 * row + 1] * cones[1] + o[3 * row + 2] * cones[2])];
        Assert.Equal(linear.R, back[0], 1e-5f);
        Assert.Equal(linear.G, back[1], 1e-5f);
        Assert.Equal(linear.B, back[2], 1e-5f);
    }

    private static float Lightness(float encoded) => MathF.Cbrt(SrgbTransfer.Decode(encoded));

    private static OkLab Lab((float Red, float Green, float Blue) color) =>
        OkLab.FromLinear(new LinearRgb(SrgbTransfer.Decode(color.Red), SrgbTransfer.Decode(color.Green), SrgbTransfer.Decode(color.Blue)));

    private static float Distance(OkLab x, OkLab y) => MathF.Sqrt(MathF.Pow(x.L - y.L, 2) + MathF.Pow(x.A - y.A, 2) + MathF.Pow(x.B - y.B, 2));

    /// <summary>The largest distance in Oklab between two tables' colours.</summary>
    private static float LargestDistance(GradeLut one, GradeLut other)
    {
        float largest = 0f;
        for (int i = 0; i < GradeLut.EntryCount; i++)
        {
            int r = i % GradeLut.Size, g = i / GradeLut.Size % GradeLut.Size, b = i / (GradeLut.Size * GradeLut.Size);
            largest = Math.Max(largest, Distance(Lab(one[r, g, b]), Lab(other[r, g, b])));
        }

        return largest;
    }

    private static int LargestStep(GradeLut one, GradeLut other)
    {
        int largest = 0;
        for (int i = 0; i < one.Entries.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(one.Entries[i] - other.Entries[i]));
        }

        return largest;
    }
}
