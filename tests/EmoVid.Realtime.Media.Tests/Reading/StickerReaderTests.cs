using System.Text;

namespace EmoVid.Realtime.Media.Tests;

public sealed class StickerReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("1")]
    [InlineData("L")]
    [InlineData("LA")]
    [InlineData("P")]
    [InlineData("RGB")]
    [InlineData("RGBA")]
    public void Every_kind_of_PNG_gives_the_pixels_that_were_written(string mode)
    {
        string path = _folder.File("a.png");
        Pillow.Run(
            """
            image = Image.new('RGBA', (37, 23))
            image.putdata([(x * 6, y * 9, (x * y) % 256, (x * 7 + y) % 256) for y in range(23) for x in range(37)])
            image.convert(arguments[1]).save(arguments[0])
            """,
            path,
            mode);
        OracleFrame expected = Assert.Single(Pillow.Decode(path));
        RgbaImage actual = StickerReader.Read(path);
        Assert.Equal((37, 23, AlphaMode.Straight), (actual.Width, actual.Height, actual.AlphaMode));
        PixelAssert.Near(expected.Pixels, actual.Pixels);
    }

    [Fact]
    public void Palette_transparency_and_interlacing_are_understood()
    {
        string path = _folder.File("a.png");
        Pillow.Run("image = Image.new('P', (8, 8)); image.putpalette([255, 0, 0, 0, 255, 0]); image.putdata([(x + y) % 2 for y in range(8) for x in range(8)]); image.save(arguments[0], transparency=1)", path);
        RgbaImage image = StickerReader.Read(path);
        Assert.Equal([255, 0, 0, 255], image.Pixels[..4]);
        Assert.Equal(0, image.Pixels[7]);
    }

    [Fact]
    public void Straight_colour_is_neither_multiplied_nor_divided()
    {
        string path = _folder.File("a.png");
        Pillow.Run("Image.new('RGBA', (4, 4), (255, 128, 3, 51)).save(arguments[0])", path);
        Assert.Equal([255, 128, 3, 51], StickerReader.Read(path).Pixels[..4]);
        Pillow.Run("Image.new('RGBA', (4, 4), (255, 128, 3, 51)).save(arguments[0], format='WEBP', lossless=True)", path);
        Assert.Equal([255, 128, 3, 51], StickerReader.Read(path).Pixels[..4]);
    }

    [Fact]
    public void A_JPEG_is_opaque_and_as_bright_as_another_decoder_says()
    {
        string path = _folder.File("a.jpg");
        Pillow.Run("Image.linear_gradient('L').resize((90, 61)).convert('RGB').save(arguments[0], quality=95)", path);
        OracleFrame expected = Assert.Single(Pillow.Decode(path));
        PixelAssert.Near(expected.Pixels, StickerReader.Read(path).Pixels, tolerance: 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_JPEG_stands_upright_however_the_camera_was_held(int orientation)
    {
        string path = _folder.File("a.jpg");
        Pillow.Run(
            """
            image = Image.new('RGB', (48, 32), (20, 20, 20))
            ImageDraw.Draw(image).rectangle((0, 0, 15, 15), (255, 255, 255))
            ImageDraw.Draw(image).rectangle((32, 0, 47, 15), (250, 0, 0))
            exif = Image.Exif()
            exif[0x0112] = int(arguments[1])
            image.save(arguments[0], quality=95, exif=exif)
            """,
            path,
            orientation.ToString(System.Globalization.CultureInfo.InvariantCulture));
        OracleFrame expected = Assert.Single(Pillow.Decode(path));
        RgbaImage actual = StickerReader.Read(path);
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.InRange(PixelAssert.MeanDifference(expected.Pixels, actual.Pixels), 0, 2);
    }

    [Theory]
    [InlineData("webp", "lossless=True")]
    [InlineData("png", "")]
    [InlineData("gif", "disposal=2")]
    public void Of_an_animation_the_first_opaque_frame_is_taken(string extension, string options)
    {
        // Nothing, a dot, a third of the final square, then 60 % of it: the fourth frame is the first with half of the most.
        string path = _folder.File("pop." + extension);
        Pillow.Run(
            $"""
            frames = []
            for size, colour in ((0, 0), (2, 40), (23, 80), (31, 120), (40, 160), (40, 200)):
                frame = Image.new('RGBA', (64, 64))
                if size:
                    ImageDraw.Draw(frame).rectangle((0, 0, size - 1, size - 1), (colour, 0, 0, 255))
                frames.append(frame)
            frames[0].save(arguments[0], save_all=True, append_images=frames[1:], duration=50, {options})
            """,
            path);
        Assert.Equal([120, 0, 0, 255], StickerReader.Read(path).Pixels[..4]);
    }

    [Fact]
    public void Fading_in_frames_are_not_opaque()
    {
        string path = _folder.File("fade.webp");
        Pillow.Run(
            """
            frames = [Image.new('RGBA', (16, 16), (10 + i, 0, 0, alpha)) for i, alpha in enumerate((20, 100, 200, 255, 255))]
            frames[0].save(arguments[0], save_all=True, append_images=frames[1:], duration=50, lossless=True)
            """,
            path);
        Assert.Equal([13, 0, 0, 255], StickerReader.Read(path).Pixels[..4]);
    }

    [Fact]
    public void A_GIF_has_alpha_of_one_bit()
    {
        string path = _folder.File("a.gif");
        Pillow.Run(
            """
            frame = Image.new('RGBA', (32, 32))
            ImageDraw.Draw(frame).ellipse((4, 4, 27, 27), (0, 200, 0, 255))
            frame.save(arguments[0])
            """,
            path);
        RgbaImage image = StickerReader.Read(path);
        PixelAssert.Near(Assert.Single(Pillow.Decode(path)).Pixels, image.Pixels);
        Assert.Equal(new byte[] { 0, 255 }, image.Pixels.Where((_, index) => index % 4 == 3).Distinct().Order());
    }

    [Fact]
    public void An_SVG_is_rendered_with_its_aspect_ratio_on_transparency()
    {
        string path = _folder.File("a.txt", Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\"?><!-- drawn --><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><circle cx=\"5\" cy=\"5\" r=\"4\" fill=\"#ff8000\" fill-opacity=\"0.5\"/></svg>"));
        RgbaImage image = StickerReader.Read(path);
        Assert.Equal((512, 256), (image.Width, image.Height));
        Assert.Equal(0, image.Pixels[3]);
        byte[] middle = image.Pixels[((128 * 512 + 128) * 4)..][..4];
        PixelAssert.Near([255, 128, 0, middle[3]], middle, tolerance: 1);
        Assert.InRange(middle[3], 127, 128);
    }

    [Fact]
    public void The_name_plays_no_part()
    {
        string path = _folder.File("it's \"really\" a cat.gif");
        Pillow.Run("Image.new('RGBA', (4, 4), (1, 2, 3, 255)).save(arguments[0], format='PNG')", path);
        Assert.Equal([1, 2, 3, 255], StickerReader.Read(path).Pixels[..4]);
    }

    [Fact]
    public void A_picture_that_shows_nothing_is_refused()
    {
        string path = _folder.File("a.png");
        PngWriter.Write(path, new RgbaImage(8, 8, AlphaMode.Straight).View);
        Assert.Contains("only transparent pixels", Assert.Throws<MediaFormatException>(() => StickerReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_read_stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            string path = _folder.File("a.png");
            PngWriter.Write(path, TestPictures.Disc(8, 8).View);
            StickerReader.Read(path, cancellationToken: new CancellationToken(canceled: true));
        });

    public void Dispose() => _folder.Dispose();
}
