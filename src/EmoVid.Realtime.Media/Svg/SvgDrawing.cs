using System.Globalization;
using System.Security;
using System.Text;

namespace EmoVid.Realtime.Media;

/// <summary>Builds the few shapes that sheets and plots are made of. Numbers are written invariantly, words escaped.</summary>
internal sealed class SvgDrawing
{
    /// <summary>DejaVu is what Debian's font configuration depends on, so it is there; elsewhere any sans serif will do.</summary>
    private const string Fonts = "DejaVu Sans, Verdana, Arial, sans-serif";

    private readonly StringBuilder _svg = new();

    public SvgDrawing(int width, int height)
    {
        Width = width;
        Height = height;
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"{Fonts}\">");
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Adds markup.</summary>
    public void Add(FormattableString markup) => _svg.Append(markup.ToString(CultureInfo.InvariantCulture)).Append('\n');

    public void Rectangle(double x, double y, double width, double height, string fill, double radius = 0, string stroke = "none") =>
        Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" rx=\"{radius:0.##}\" fill=\"{fill}\" stroke=\"{stroke}\"/>");

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1) =>
        Add($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{stroke}\" stroke-width=\"{width:0.##}\"/>");

    /// <summary>Words on a baseline. Anchor: start, middle or end.</summary>
    public void Text(double x, double y, string words, double size, string fill, string anchor = "start", bool bold = false) =>
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size:0.##}\" fill=\"{fill}\" text-anchor=\"{anchor}\" font-weight=\"{(bold ? "bold" : "normal")}\">{SecurityElement.Escape(Printable(words))}</text>");

    /// <summary>A picture inside the drawing, as PNG in it, so that the drawing needs no file beside it.</summary>
    public void Picture(double x, double y, double width, double height, RgbaImage image) =>
        Add($"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{Convert.ToBase64String(PngWriter.Encode(image.View))}\"/>");

    /// <summary>The whole drawing as an SVG document.</summary>
    public string ToMarkup() => _svg + "</svg>\n";

    /// <summary>Renders the drawing with a number of pixels a unit.</summary>
    public RgbaImage Render(CancellationToken cancellationToken, int scale = 1) => SvgRasterizer.Render(ToMarkup(), Width * scale, Height * scale, cancellationToken);

    // XML 1.0 has no control characters, not even escaped ones; file names may.
    private static string Printable(string words) => string.Concat(words.EnumerateRunes().Where(rune => !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)));
}
