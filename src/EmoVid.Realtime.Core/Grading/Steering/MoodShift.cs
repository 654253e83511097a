namespace EmoVid.Realtime;

/// <summary>How far a graded picture's measured attributes stand from those of the picture that it was made from.</summary>
/// <param name="Brightness">Difference of mean HSV value, −1 to 1.</param>
/// <param name="Colorfulness">Difference of mean HSV saturation, −1 to 1.</param>
/// <param name="HueDegrees">Turn of the mean HSV hue, −180 to 180 degrees, red towards yellow positive. Where the hue's resultant length
/// is small it means nothing.</param>
public readonly record struct MoodShift(double Brightness, double Colorfulness, double HueDegrees)
{
    /// <summary>The shift from one look to another.</summary>
    public static MoodShift Between(in VisualAttributes scene, in VisualAttributes output) => new(
        output.Brightness - scene.Brightness,
        output.Colorfulness - scene.Colorfulness,
        Turn(output.HueDegrees - scene.HueDegrees));

    /// <summary>The same angle in −180 to 180.</summary>
    internal static double Turn(double degrees) => degrees - 360 * Math.Round(degrees / 360);
}
