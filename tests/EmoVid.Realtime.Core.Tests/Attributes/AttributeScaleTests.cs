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
    public void Hue_position_is_the_nearest_of_24576_for_every_colour_on_a_grid()
    {
        for (int r = 0; r < 256; r += 5)
        {
            for (int g = 0; g < 256; g += 3)
            {
                for (int b = 0; b < 256; b++)
                {
                    int expected = (int)Math.Round(AttributeOracle.ToHsv(r, g, b).Hue / 360 * 24576) % 24576;
                    Assert.True(expected == AttributeScale.HuePosition(r, g, b), $"({r}, {g}, {b})");
                }
            }
        }
    }

    [Theory]
    [InlineData(255, 0, 0, 0)]
    [InlineData(255, 255, 0, 4096)]
    [InlineData(0, 255, 0, 8192)]
    [InlineData(0, 255, 255, 12288)]
    [InlineData(0, 0, 255, 16384)]
    [InlineData(255, 0, 255, 20480)]
    [InlineData(7, 7, 7, 0)]
    [InlineData(0, 0, 0, 0)]
    public void Primaries_and_greys_stand_where_the_hexagon_puts_them(int r, int g, int b, int position) =>
        Assert.Equal(position, AttributeScale.HuePosition(r, g, b));

    [Fact]
    public void Hue_vectors_are_within_their_stated_error_of_the_circle_at_every_position()
    {
        double first = 0, turned = 0;
        int longest = 0;
        for (int primary = 0; primary < 3; primary++)
        {
            for (int offset = -4096; offset <= 4096; offset++)
            {
                double angle = (primary * 120 + offset * 60 / 4096.0) * Math.PI / 180;
                (int cos, int sin) = AttributeScale.HueVector(primary, offset);
                double error = Math.Max(Math.Abs(cos - 16384 * Math.Cos(angle)), Math.Abs(sin - 16384 * Math.Sin(angle)));
                (first, turned) = primary == 0 ? (Math.Max(first, error), turned) : (first, Math.Max(turned, error));
                longest = Math.Max(longest, Math.Max(Math.Abs(cos), Math.Abs(sin)));
            }
        }

        Assert.InRange(first, 1.9, 1.95);
        Assert.InRange(turned, 0, 3);
        Assert.InRange(longest, 16384, 16386);
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
