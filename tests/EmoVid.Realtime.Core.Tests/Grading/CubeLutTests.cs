using System.Globalization;

namespace EmoVid.Realtime.Core.Tests.Grading;

public class CubeLutTests
{
    private const string TwoPoints = """
        # a comment
        TITLE "Two points"
        LUT_3D_SIZE 2

        0 0 0
        1 0 0
        0 1 0
        1 1 0
        0 0 1
        1 0 1
        0 1 1
        1 1 1
        """;

    [Fact]
    public void The_identity_of_two_points_is_the_identity()
    {
        CubeLut look = CubeLut.Parse(TwoPoints);
        Assert.Equal("Two points", look.Title);
        Assert.Equal((2, 0), (look.LatticeSize, look.CurveSize));
        Assert.True(GradeLutBaker.Bake(look).IsIdentity);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_tabs_and_a_byte_order_mark_do_not_matter(string lineEnd)
    {
        string text = "\uFEFF" + TwoPoints.ReplaceLineEndings("\n").Replace("0 0 0\n", "\t0   0\t0 \n", StringComparison.Ordinal).Replace("\n", lineEnd, StringComparison.Ordinal);
        Assert.True(GradeLutBaker.Bake(CubeLut.Parse(text)).IsIdentity);
    }

    [Fact]
    public void A_curve_is_interpolated_between_its_points()
    {
        CubeLut look = CubeLut.Parse("LUT_1D_SIZE 3\n0 1 0\n0.5 0.5 0.1\n1 0 1\n");
        Assert.Equal(3, look.CurveSize);
        (float red, float green, float blue) = look.Apply(0.25f, 0.25f, 0.75f);
        Assert.Equal((0.25f, 0.75f, 0.55f), (red, green, MathF.Round(blue, 6)));
    }

    [Fact]
    public void The_domain_says_what_the_ends_stand_for()
    {
        CubeLut look = CubeLut.Parse("LUT_1D_SIZE 2\nDOMAIN_MIN 0 0.25 -1\nDOMAIN_MAX 0.5 0.75 1\n0 0 0\n1 1 1\n");
        Assert.Equal((0.5f, 0.5f, 0.75f), look.Apply(0.25f, 0.5f, 0.5f));
        Assert.Equal((1f, 0f, 0f), look.Apply(2f, 0.1f, -3f));
        CubeLut range = CubeLut.Parse("LUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE 0 0.5\n0 0 0\n1 1 1\n");
        Assert.Equal((0.5f, 1f, 0f), range.Apply(0.25f, 1f, 0f));
        CubeLut lattice = CubeLut.Parse("LUT_3D_INPUT_RANGE -1 1\n" + TwoPoints);
        Assert.Equal((0.75f, 0.5f, 1f), lattice.Apply(0.5f, 0f, 1f));
    }

    [Fact]
    public void A_curve_before_a_lattice_acts_first()
    {
        string text = "LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n1 1 1\n0 0 0\n" + TwoPoints[TwoPoints.IndexOf("0 0 0", StringComparison.Ordinal)..];
        Assert.Equal((0.75f, 1f, 0f), CubeLut.Parse(text).Apply(0.25f, 0f, 1f));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        GradeLut lut = GradeLutBaker.Bake(SampleGrades.Hot);
        CubeLut look = CubeLut.Parse(CubeLut.From(lut, "Hot \"one\"\nline").ToText());
        Assert.Equal("Hot 'one' line", look.Title);
        Assert.True(GradeLutBaker.Bake(look).Entries.SequenceEqual(lut.Entries));
        string odd = "TITLE \"Odd\"\nLUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE -0.5 2\nLUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0.1 0.9\n0.000000 0.100000 0.200000\n1.000000 1.500000 -0.250000\n";
        odd += string.Concat(Enumerable.Range(0, 8).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i / 10.0:0.000000} 0.500000 1.000000\n")));
        Assert.Equal(odd, CubeLut.Parse(odd).ToText());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(65)]
    public void Another_size_is_what_graders_show_there(int size)
    {
        GradeLut lut = GradeLutBaker.Bake(SampleGrades.Cold);
        CubeLut look = CubeLut.From(lut, "", size);
        Assert.Equal(size, look.LatticeSize);
        foreach ((int r, int g, int b) in new[] { (0, 1, 1), (1, 0, 1), (1, 1, 0) })
        {
            float last = size - 1;
            double[] expected = LutOracle.Apply(lut, r / last, g / last, b / last);
            (float red, float green, float blue) = look.Apply(r / last, g / last, b / last);
            Assert.Equal(expected[0], red, 1e-5);
            Assert.Equal(expected[1], green, 1e-5);
            Assert.Equal(expected[2], blue, 1e-5);
        }
    }

    [Theory]
    [InlineData("", "no LUT_1D_SIZE")]
    [InlineData("hello world", "unknown keyword 'hello'")]
    [InlineData("0 0 0\n", "before any size")]
    [InlineData("LUT_3D_SIZE 1\n0 0 0\n", "'1' for LUT_3D_SIZE in line 1, expected a whole number from 2 to 65")]
    [InlineData("LUT_3D_SIZE 1000\n", "'1000' for LUT_3D_SIZE")]
    [InlineData("LUT_3D_SIZE -3\n", "'-3'")]
    [InlineData("LUT_3D_SIZE 99999999999999999999\n", "'99999999999999999999'")]
    [InlineData("LUT_3D_SIZE 2.0\n", "'2.0'")]
    [InlineData("LUT_3D_SIZE\n", "''")]
    [InlineData("LUT_1D_SIZE 70000\n", "2 to 65536")]
    [InlineData("LUT_1D_SIZE 2\nLUT_1D_SIZE 2\n", "a second LUT_1D_SIZE in line 2")]
    [InlineData("LUT_1D_SIZE 2\n0 0 0\n", "ends after 1 colours, expected 2")]
    [InlineData("LUT_1D_SIZE 2\n0 0 0\n1 1", "'1 1' for a colour in line 3")]
    [InlineData("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n1 1 1\n", "a colour too many in line 4")]
    [InlineData("LUT_1D_SIZE 2\n0,0 0,0 0,0\n", "point as decimal separator")]
    [InlineData("LUT_1D_SIZE 2\n0 0 0 0\n", "3 finite numbers")]
    [InlineData("LUT_1D_SIZE 2\nNaN 0 0\n", "'NaN 0 0' for a colour")]
    [InlineData("LUT_1D_SIZE 2\n0 nan 0\n", "3 finite numbers")]
    [InlineData("LUT_1D_SIZE 2\n0 Infinity 0\n", "3 finite numbers")]
    [InlineData("LUT_1D_SIZE 2\n0 1e99 0\n", "3 finite numbers")]
    [InlineData("LUT_1D_SIZE 2\n0x1 0 0\n", "3 finite numbers")]
    [InlineData("LUT_1D_SIZE 2\nDOMAIN_MIN 1 0 0\n0 0 0\n1 1 1\n", "DOMAIN_MIN that is not below")]
    [InlineData("LUT_1D_SIZE 2\nDOMAIN_MIN 0 0\n", "'0 0' for DOMAIN_MIN")]
    [InlineData("LUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE 1 0\n", "its begin below its end")]
    [InlineData("LUT_1D_SIZE 2\n0 0 0\nTITLE \"late\"\n1 1 1\n", "after colours began")]
    [InlineData("LUT_1D_SIZE 2\nLUT_IN_VIDEO_RANGE\n", "unknown keyword 'LUT_IN_VIDEO_RANGE'")]
    public void A_broken_file_gives_one_line(string text, string expected)
    {
        var error = Assert.Throws<CubeLutException>(() => CubeLut.Parse(text, "x.cube"));
        Assert.StartsWith("Reading the look 'x.cube': found ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("; ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_give_one_line()
    {
        Assert.Contains("no such file", Assert.Throws<CubeLutException>(() => CubeLut.Read("/nowhere/x.cube")).Message, StringComparison.Ordinal);
        Assert.Throws<CubeLutException>(() => CubeLut.Read(Path.GetTempPath()));
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_but_never_crash()
    {
        byte[] whole = System.Text.Encoding.UTF8.GetBytes("LUT_1D_SIZE 2\nDOMAIN_MIN 0 0 0\nLUT_1D_INPUT_RANGE 0 1\nLUT_3D_SIZE 2\n0 0 0\n1 1 1\n" + TwoPoints[TwoPoints.IndexOf("0 0 0", StringComparison.Ordinal)..]);
        var random = new Random(7);
        int refused = 0;
        for (int run = 0; run < 4000; run++)
        {
            byte[] damaged = whole[..random.Next(whole.Length / 2, whole.Length + 1)];
            for (int edit = random.Next(4); edit > 0; edit--)
            {
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "0123456789 .-\n,eNDL#"[random.Next(20)]);
            }

            try
            {
                CubeLut look = CubeLut.Parse(System.Text.Encoding.Latin1.GetString(damaged));
                (float red, float green, float blue) = look.Apply(0.3f, float.NaN, 5f);
                Assert.True(float.IsFinite(red + green + blue));
                GradeLutBaker.Bake(look);
            }
            catch (CubeLutException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                Assert.InRange(e.Message.Length, 20, 400);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3999);
    }

    [Fact]
    public void Commas_stay_wrong_and_points_right_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(0.25f, CubeLut.Parse("LUT_1D_SIZE 2\n0.25 0 0\n1 1 1\n").Apply(0f, 0f, 0f).Red);
            Assert.Contains("0.250000 ", CubeLut.Parse("LUT_1D_SIZE 2\n0.25 0 0\n1 1 1\n").ToText(), StringComparison.Ordinal);
            Assert.Throws<CubeLutException>(() => CubeLut.Parse("LUT_1D_SIZE 2\n0,25 0 0\n1 1 1\n"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
