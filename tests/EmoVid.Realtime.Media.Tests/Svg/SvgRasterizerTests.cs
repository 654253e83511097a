using System.Text;

namespace EmoVid.Realtime.Media.Tests;

public sealed class SvgRasterizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_drawing_is_rendered_at_the_size_that_fits()
    {
        RgbaImage image = SvgRasterizer.Render("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"20\"><rect width=\"10\" height=\"20\" fill=\"lime\"/></svg>", 100, 100);
        Assert.Equal((50, 100, AlphaMode.Straight), (image.Width, image.Height, image.AlphaMode));
        Assert.Equal([0, 255, 0, 255], image.Pixels[^4..]);
    }

    [Fact]
    public void Words_are_drawn()
    {
        RgbaImage image = SvgRasterizer.Render("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 20\"><text x=\"0\" y=\"15\" font-family=\"DejaVu Sans\" font-size=\"14\">emotion</text></svg>", 400, 80);
        int inked = image.Pixels.Where((value, index) => index % 4 == 3 && value > 128).Count();
        Assert.InRange(inked, 400 * 80 / 50, 400 * 80 / 3);
    }

    [Theory]
    [InlineData("file://")]
    [InlineData("")]
    public void A_drawing_sees_no_file_but_itself(string scheme)
    {
        PngWriter.Write(_folder.File("secret.png"), TestPictures.Disc(16, 16, mode: AlphaMode.Opaque).View);
        string path = _folder.File("a.svg", Encoding.UTF8.GetBytes(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 16 16\"><image width=\"16\" height=\"16\" xlink:href=\"{scheme}{_folder.File("secret.png")}\"/><image width=\"16\" height=\"16\" href=\"secret.png\"/></svg>"));
        Assert.All(SvgRasterizer.Read(path, 16).Pixels, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>")]
    public void A_damaged_drawing_is_one_line(string svg)
    {
        string path = _folder.File("a.svg", Encoding.UTF8.GetBytes(svg));
        Assert.Matches("^Reading '.*a\\.svg': found .*, expected .*; .*\\.$", Assert.Throws<MediaFormatException>(() => SvgRasterizer.Read(path)).Message);
    }

    [Fact]
    public void Entities_that_multiply_do_not_fill_the_memory()
    {
        string entities = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">"));
        string path = _folder.File("a.svg", Encoding.UTF8.GetBytes(
            $"<!DOCTYPE svg [<!ENTITY e0 \"ha\">{entities}]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>&e9;</text></svg>"));
        Assert.Throws<MediaFormatException>(() => SvgRasterizer.Read(path));
    }

    [Fact]
    public void A_picture_is_no_drawing()
    {
        string path = _folder.File("a.svg", SampleFiles.Get("png"));
        Assert.Contains("an SVG", Assert.Throws<MediaFormatException>(() => SvgRasterizer.Read(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
