using System.Globalization;
using System.Text;

namespace EmoVid.Realtime;

/// <summary>Two confusion matrices side by side: the generator's acts and real clips.</summary>
internal static class ConfusionPicture
{
    public const int Width = 1320;
    public const int Height = 660;
    private const int Cell = 58;
    private const int Top = 150;

    public static string ToSvg(string title, ConfusionMatrix student, ConfusionMatrix real)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\">");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Text(svg, 28, 40, title, 24, "#1f2328", "start");
        Text(svg, 28, 66, "Rows: what was meant. Columns: what was read. Percent of a row.", 15, "#57606a", "start");
        Matrix(svg, 150, "generator", student);
        Matrix(svg, 810, "real clips, named expressions", real);
        return svg.Append("</svg>").ToString();
    }

    private static void Matrix(StringBuilder svg, int left, string name, ConfusionMatrix matrix)
    {
        Text(svg, left, Top - 50, string.Create(CultureInfo.InvariantCulture, $"{name}: {100 * matrix.Accuracy:0} % of {matrix.Total}"), 16, "#1f2328", "start");
        for (int row = 0; row < EmotionNames.Count; row++)
        {
            string emotion = EmotionNames.Get((Emotion)row);
            Text(svg, left - 8, Top + row * Cell + 36, emotion, 14, "#1f2328", "end");
            Text(svg, left + row * Cell + Cell / 2, Top - 12, emotion[..Math.Min(6, emotion.Length)], 13, "#1f2328", "middle");
            int count = matrix.CountOf((Emotion)row);
            for (int column = 0; column < EmotionNames.Count; column++)
            {
                double share = count == 0 ? 0 : matrix[(Emotion)row, (Emotion)column] / (double)count;
                // Blue that deepens with the share.
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left + column * Cell}\" y=\"{Top + row * Cell}\" width=\"{Cell - 2}\" height=\"{Cell - 2}\" fill=\"hsl(204, 90%, {97 - 62 * share:0.#}%)\"/>");
                if (count > 0 && share >= 0.005)
                {
                    Text(svg, left + column * Cell + Cell / 2 - 1, Top + row * Cell + 35, (100 * share).ToString("0", CultureInfo.InvariantCulture), 15, share > 0.5 ? "#ffffff" : "#1f2328", "middle");
                }
            }
        }
    }

    private static void Text(StringBuilder svg, double x, double y, string words, int size, string fill, string anchor) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{fill}\" text-anchor=\"{anchor}\">{words}</text>");
}
