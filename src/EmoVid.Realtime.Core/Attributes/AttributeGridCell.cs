namespace EmoVid.Realtime;

/// <summary>EmoVid's three in one cell of the grid, as exact sums; scales as in <see cref="AttributeSums"/>.</summary>
/// <param name="Weight">Σ w.</param>
/// <param name="Value">Σ w·V.</param>
/// <param name="Saturation">Σ w·S.</param>
/// <param name="HueCos">Σ w·cos.</param>
/// <param name="HueSin">Σ w·sin.</param>
public readonly record struct AttributeGridCell(long Weight, long Value, long Saturation, long HueCos, long HueSin)
{
    /// <summary>Mean HSV value, 0-1; 0 without weight.</summary>
    public double Brightness => AttributeMeans.Mean(Value, Weight, AttributeScale.ValueOne);

    /// <summary>Mean HSV saturation, 0-1; 0 without weight.</summary>
    public double Colorfulness => AttributeMeans.Mean(Saturation, Weight, AttributeScale.SaturationOne);

    /// <summary>Circular mean of HSV hue, degrees in [0, 360).</summary>
    public double HueDegrees => AttributeMeans.Degrees(HueCos, HueSin);

    /// <summary>Length of the mean hue vector, 0-1; near 0 the hue means nothing.</summary>
    public double HueResultantLength => AttributeMeans.Length(HueCos, HueSin, Weight, AttributeScale.HueVectorOne);
}
