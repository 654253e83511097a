namespace EmoVid.Realtime.Media.Tests;

public sealed class PngWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 65)]
    [InlineData(511, 2)]
    public void Straight_pixels_come_back_exactly(int width, int height)
    {
        RgbaImage image = TestPictures.Disc(width, height);
        string path = _folder.File("a.png");
        PngWriter.Write(path, image.View);
        OracleFrame decoded = Assert.Single(Pillow.Decode(path));
        Assert.Equal((width, height), (decoded.Width, decoded.Height));
        Assert.Equal(image.Pixels, decoded.Pixels);
        Assert.Equal(image.Pixels, StickerReaderPixels(path, image));
    }

    [Fact]
    public void Noise_takes_every_filter_and_comes_back_exactly()
    {
        var image = new RgbaImage(97, 61, AlphaMode.Straight);
        new Random(5).NextBytes(image.Pixels);
        string path = _folder.File("noise.png");
        PngWriter.Write(path, image.View);
        Assert.Equal(image.Pixels, Assert.Single(Pillow.Decode(path)).Pixels);
    }

    [Fact]
    public void An_opaque_frame_has_no_alpha_channel()
    {
        RgbaImage image = TestPictures.Disc(20, 10, mode: AlphaMode.Opaque);
        string path = _folder.File("opaque.png");
        PngWriter.Write(path, image.View);
        Assert.Equal("RGB", System.Text.Encoding.ASCII.GetString(Pillow.Run("print(Image.open(arguments[0]).mode, end='')", path)));
        Assert.Equal(image.Pixels, Assert.Single(Pillow.Decode(path)).Pixels);
    }

    [Fact]
    public void Premultiplied_BGRA_with_padded_rows_is_stored_straight()
    {
        byte[] pixels = [0, 64, 128, 128, 0, 0, 0, 0, 9, 9, 9, 9, 255, 255, 255, 255, 10, 20, 30, 51, 9, 9, 9, 9];
        string path = _folder.File("padded.png");
        PngWriter.Write(path, new FrameView(pixels, 2, 2, 12, PixelFormat.Bgra8, AlphaMode.Premultiplied));
        Assert.Equal([255, 128, 0, 128, 0, 0, 0, 0, 255, 255, 255, 255, 150, 100, 50, 51], Assert.Single(Pillow.Decode(path)).Pixels);
    }

    [Fact]
    public void A_missing_folder_is_one_line()
    {
        MediaFileException failure = Assert.Throws<MediaFileException>(() => PngWriter.Write(_folder.File("none/a.png"), TestPictures.Disc(4, 4).View));
        Assert.Contains("no folder", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] StickerReaderPixels(string path, RgbaImage image) =>
        image.Pixels.Any(value => value != 0) ? StickerReader.Read(path).Pixels : image.Pixels;
}
