namespace EmoVid.Realtime.Core.Tests.Color;

public class OkLabTests
{
    /// <summary>Ottosson's table of CIE XYZ (D65) and Oklab pairs, printed to three decimals.</summary>
    [Theory]
    [InlineData(0.950, 1.000, 1.089, 1.000, 0.000, 0.000)]
    [InlineData(1.000, 0.000, 0.000, 0.450, 1.236, -0.019)]
    [InlineData(0.000, 1.000, 0.000, 0.922, -0.671, 0.263)]
    [InlineData(0.000, 0.000, 1.000, 0.153, -1.415, -0.449)]
    public void Published_pairs_hold(double x, double y, double z, double l, double a, double b)
    {
        // XYZ to linear sRGB: the inverse of the BT.709 / D65 primaries' matrix, seven digits.
        var linear = new LinearRgb(
            (float)(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
            (float)(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
            (float)(0.0556434 * x - 0.2040259 * y + 1.0572252 * z));
        OkLab lab = OkLab.FromLinear(linear);
        Assert.Equal(l, lab.L, 2e-3);
        Assert.Equal(a, lab.A, 2e-3);
        Assert.Equal(b, lab.B, 2e-3);
    }

    /// <summary>The primaries in OKLCh as CSS Color 4 tables them.</summary>
    [Theory]
    [InlineData(255, 0, 0, 0.62796, 0.25768, 29.234)]
    [InlineData(0, 255, 0, 0.86644, 0.29483, 142.495)]
    [InlineData(0, 0, 255, 0.45201, 0.31321, 264.052)]
    public void Primaries_have_their_published_lightness_chroma_and_hue(byte r, byte g, byte b, double l, double c, double hue)
    {
        OkLch lch = OkLab.FromLinear(LinearRgb.FromCodes(r, g, b)).ToLch();
        Assert.Equal(l, lch.L, 1e-4);
        Assert.Equal(c, lch.C, 1e-4);
        Assert.Equal(hue, lch.HueRadians * 180 / Math.PI, 0.05);
    }

    [Fact]
    public void Greys_have_no_chroma_and_white_is_one()
    {
        for (int code = 0; code < 256; code += 5)
        {
            OkLab lab = OkLab.FromLinear(LinearRgb.FromCodes((byte)code, (byte)code, (byte)code));
            Assert.InRange(lab.ToLch().C, 0, 1e-4f);
        }

        Assert.Equal(1, OkLab.FromLinear(new LinearRgb(1, 1, 1)).L, 1e-5);
    }

    [Fact]
    public void Eight_bit_colours_survive_the_way_through_polar_Oklab_and_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            (byte r, byte g, byte b) = ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
            LinearRgb back = OkLab.FromLinear(LinearRgb.FromCodes(r, g, b)).ToLch().ToLab().ToLinear();
            Assert.Equal((r, g, b), (SrgbTransfer.EncodeCode(back.R), SrgbTransfer.EncodeCode(back.G), SrgbTransfer.EncodeCode(back.B)));
        }
    }
}
