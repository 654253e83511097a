namespace EmoVid.Realtime.Core.Tests.Attributes;

public class AttributeScaleTests
{
    [Fact]
    public void Saturation_is_the_rounded_quotient_for_every_max_and_chroma()
    {
        Assert.Equal(0, AttributeScale.Saturation(0, 0));
        for (int max = 1; max < 256; max++)
        {
            for (int chroma = 0; chroma <= max; chroma++)
            {
                Assert.Equal((int)Math.Round(4096m * chroma / max), AttributeScale.Saturation(max, chroma));
            }
        }
    }

    [Fact]
    public void Saturation_and_hue_products_fit_32_unsigned_bits()
    {
        for (uint n = 1; n < 256; n++)
        {
            Assert.True((ulong)n * AttributeScale.Reciprocals[(int)n] <= (1ul << 30) + 128);
        }
    }

    [Fact]
    public void Hue_position_is_the_nearest_of_3072_for_every_colour_on_a_grid()
    {
        for (int r = 0; r < 256; r += 5)
        {
            for (int g = 0; g < 256; g += 3)
            {
                for (int b = 0; b < 256; b++)
                {
                    int expected = (int)Math.Round(AttributeOracle.ToHsv(r, g, b).Hue / 360 * 3072) % 3072;
                    Assert.True(expected == AttributeScale.HuePosition(r, g, b), $"({r}, {g}, {b})");
                }
            }
        }
    }

    [Theory]
    [InlineData(255, 0, 0, 0)]
    [InlineData(255, 255, 0, 512)]
    [InlineData(0, 255, 0, 1024)]
    [InlineData(0, 255, 255, 1536)]
    [InlineData(0, 0, 255, 2048)]
    [InlineData(255, 0, 255, 2560)]
    [InlineData(7, 7, 7, 0)]
    [InlineData(0, 0, 0, 0)]
    public void Primaries_and_greys_stand_where_the_hexagon_puts_them(int r, int g, int b, int position) =>
        Assert.Equal(position, AttributeScale.HuePosition(r, g, b));

    [Fact]
    public void Hue_vectors_are_the_rounded_circle_and_no_entry_is_close_to_a_tie()
    {
        for (int h = 0; h < AttributeScale.HueSteps; h++)
        {
            double cos = 16384 * Math.Cos(h * Math.PI / 1536), sin = 16384 * Math.Sin(h * Math.PI / 1536);
            Assert.Equal((int)Math.Floor(cos + 0.5), AttributeScale.HueCos(h));
            Assert.Equal((int)Math.Floor(sin + 0.5), AttributeScale.HueSin(h));

            // A table that another platform's cosine could round the other way would break equality between machines.
            Assert.True(Math.Abs(cos - Math.Floor(cos) - 0.5) > 1e-6 && Math.Abs(sin - Math.Floor(sin) - 0.5) > 1e-6);
        }
    }

    [Fact]
    public void Partial_sum_bounds_hold_the_worst_pixel_and_not_one_more()
    {
        const long WorstWeighted = 255L * 510 * 510, WorstOpaque = 510L * 510;
        Assert.InRange(WorstWeighted * AttributeScale.PixelsPerWeightedPartialSum, 0, uint.MaxValue);
        Assert.True(WorstWeighted * (AttributeScale.PixelsPerWeightedPartialSum + 1) > uint.MaxValue);
        Assert.InRange(WorstOpaque * AttributeScale.PixelsPerOpaquePartialSum, 0, uint.MaxValue);
        Assert.True(WorstOpaque * (AttributeScale.PixelsPerOpaquePartialSum + 1) > uint.MaxValue);
    }
}
