namespace EmoVid.Realtime.Media;

/// <summary>Colours and sizes of plots. The data's colours are Okabe and Ito's (2008), which people with any common kind of colour
/// blindness tell apart.</summary>
internal static class PlotStyle
{
    public const string Ink = "#1f2328";
    public const string Faded = "#57606a";
    public const string Grid = "#e4e8ec";
    public const string Frame = "#aeb6bf";
    public const string Blue = "#0072b2";
    public const string Vermillion = "#d55e00";
    public const string Green = "#009e73";
    public const string Purple = "#a8508a";

    /// <summary>Units of the drawing; a PNG has <see cref="Scale"/> pixels a unit.</summary>
    public const int Width = 1200;
    public const int Left = 84;
    public const int Right = 36;
    public const int PlotWidth = Width - Left - Right;
    public const int Scale = 2;
    public const double TitleSize = 22;
    public const double HeadSize = 15;
    public const double TextSize = 13;
}
