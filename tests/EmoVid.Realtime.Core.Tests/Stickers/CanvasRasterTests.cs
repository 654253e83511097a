namespace EmoVid.Realtime.Core.Tests.Stickers;

public class CanvasRasterTests
{
    [Fact]
    public void Whole_blocks_are_the_mean_of_the_premultiplied_block()
    {
        var still = new RgbaImage(24, 24, AlphaMode.Straight);
        new Random(1).NextBytes(still.Pixels);
        float[] tensor = Render(still.View, new StickerPlacement(24, 0, 0), 6);
        for (int i = 0; i < tensor.Length; i++)
        {
            int c = i / 36, y = i / 6 % 6, x = i % 6;
            double sum = 0;
            for (int k = 0; k < 16; k++)
            {
                int o = 4 * ((4 * y + k / 4) * 24 + 4 * x + k % 4);
                double alpha = still.Pixels[o + 3] / 255.0;
                sum += c == 3 ? alpha : still.Pixels[o + c] / 255.0 * alpha;
            }

            Assert.Equal(sum / 16, tensor[i], 5);
        }
    }

    [Theory]
    [InlineData(7, 5, 3, 6.3f, 0.4f, -1.7f)]
    [InlineData(40, 30, 16, 55.5f, 9.25f, 12.5f)]
    [InlineData(1, 1, 8, 3f, 1f, 1f)]
    [InlineData(3, 3, 64, 5f, 1f, 1f)]
    public void Cells_are_the_integral_of_the_piecewise_constant_source(int width, int height, int size, float scale, float offsetX, float offsetY)
    {
        var still = new RgbaImage(width, height, AlphaMode.Premultiplied);
        var random = new Random(width);
        for (int i = 0; i < still.Pixels.Length; i++)
        {
            still.Pixels[i] = (byte)random.Next(256);
        }

        float[] tensor = Render(still.View, new StickerPlacement(scale, offsetX, offsetY), size);
        double cell = scale / (double)size;
        for (int i = 0; i < tensor.Length; i++)
        {
            int c = i / (size * size), y = i / size % size, x = i % size;
            double sum = 0;
            for (int sy = 0; sy < height; sy++)
            {
                for (int sx = 0; sx < width; sx++)
                {
                    sum += Overlap(x * cell - offsetX, cell, sx) * Overlap(y * cell - offsetY, cell, sy) * still.Pixels[4 * (sy * width + sx) + c] / 255.0;
                }
            }

            Assert.Equal(sum / (cell * cell), tensor[i], 4);
        }
    }

    [Fact]
    public void Layout_and_stride_do_not_matter()
    {
        var still = new RgbaImage(11, 7, AlphaMode.Straight);
        new Random(2).NextBytes(still.Pixels);
        const int Stride = 11 * 4 + 9;
        var bytes = new byte[7 * Stride];
        AlphaConversion.Convert(still.View, new FrameTarget(bytes, 11, 7, Stride, PixelFormat.Bgra8, AlphaMode.Straight));
        var placement = new StickerPlacement(13, 1, 2);
        Assert.Equal(
            Render(still.View, placement, 5),
            Render(new FrameView(bytes, 11, 7, Stride, PixelFormat.Bgra8, AlphaMode.Straight), placement, 5));
    }

    [Fact]
    public void A_destination_of_the_wrong_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => CanvasRaster.Render(new RgbaImage(2, 2, AlphaMode.Opaque).View, new StickerPlacement(2, 0, 0), 4, new float[63]));

    private static float[] Render(FrameView still, StickerPlacement placement, int size)
    {
        var tensor = new float[4 * size * size];
        CanvasRaster.Render(still, placement, size, tensor);
        return tensor;
    }

    private static double Overlap(double from, double length, int pixel) =>
        Math.Max(0, Math.Min(from + length, pixel + 1) - Math.Max(from, pixel));
}
