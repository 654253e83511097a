namespace EmoVid.Realtime.Core.Tests.Stickers;

public class StillResamplerTests
{
    [Fact]
    public void A_still_with_fewer_pixels_than_the_output_is_only_converted()
    {
        var still = new RgbaImage(5, 4, AlphaMode.Straight);
        new Random(1).NextBytes(still.Pixels);
        var placement = new StickerPlacement(64, 3, 4);
        PlacedStill prepared = StillResampler.ForOutput(still.View, placement, 64);
        var expected = new RgbaImage(5, 4, AlphaMode.Premultiplied);
        AlphaConversion.Convert(still.View, expected.Target);
        Assert.Equal(placement, prepared.Placement);
        Assert.Equal(expected.Pixels, prepared.Image.Pixels);
    }

    [Theory]
    [InlineData(200, 120, 260f, 37.5f, 64.25f, 50)]
    [InlineData(90, 90, 70f, -12.5f, -3f, 33)]
    public void A_reduced_still_keeps_its_mass_and_its_centre_of_mass_on_the_canvas(int width, int height, float scale, float offsetX, float offsetY, int size)
    {
        var still = new RgbaImage(width, height, AlphaMode.Premultiplied);
        var random = new Random(width);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                still.Pixels[4 * (y * width + x) + 3] = (byte)(x * 200 / width + random.Next(50));
            }
        }

        var placement = new StickerPlacement(scale, offsetX, offsetY);
        PlacedStill prepared = StillResampler.ForOutput(still.View, placement, size);
        Assert.Equal(size, prepared.Placement.SourcePixelsPerCanvas);
        (double mass, double cx, double cy) = Moments(still, placement);
        (double reducedMass, double reducedX, double reducedY) = Moments(prepared.Image, prepared.Placement);
        Assert.Equal(mass, reducedMass, 3);
        Assert.Equal(cx, reducedX, 3);
        Assert.Equal(cy, reducedY, 3);
    }

    [Fact]
    public void A_very_large_still_shrinks_to_the_output()
    {
        var still = new RgbaImage(3000, 2000, AlphaMode.Opaque);
        PlacedStill prepared = StillResampler.ForOutput(still.View, StickerPlacement.Fit(still.View, 0.75), 128);
        Assert.InRange(prepared.Image.Width, 96, 98);
        Assert.InRange(prepared.Image.Height, 64, 66);
    }

    /// <summary>Alpha mass in canvas area, and its centre in canvas widths.</summary>
    private static (double Mass, double X, double Y) Moments(RgbaImage image, StickerPlacement placement)
    {
        double mass = 0, mx = 0, my = 0, pixel = 1 / (double)placement.SourcePixelsPerCanvas;
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                double m = image.Pixels[4 * (y * image.Width + x) + 3] / 255.0 * pixel * pixel;
                mass += m;
                mx += m * (x + 0.5 + placement.OffsetX) * pixel;
                my += m * (y + 0.5 + placement.OffsetY) * pixel;
            }
        }

        return (mass, mx / mass, my / mass);
    }
}
