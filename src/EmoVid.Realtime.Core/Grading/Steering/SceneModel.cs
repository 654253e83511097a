using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>A scene as a handful of weighted colours, on which the effect of a grade on the measured attributes is predicted without waiting for
/// a frame to be graded and measured.</summary>
internal sealed class SceneModel
{
    private static readonly double[] ReferenceSaturations = [0.15, 0.3, 0.6], ReferenceValues = [0.25, 0.5, 0.75];

    private readonly GradeNodes _nodes;
    private readonly LinearRgb[] _colors;
    private readonly double[] _weights;
    private readonly double[] _hueLengths;

    public SceneModel(int count)
    {
        _nodes = new GradeNodes(count);
        _colors = new LinearRgb[count];
        _weights = new double[count];
        _hueLengths = new double[count];
    }

    /// <summary>The look without any grade.</summary>
    public VisualAttributes Look { get; private set; }

    /// <summary>The palette by which moods' targets are defined; see <see cref="MoodTarget"/>.</summary>
    public static SceneModel CreateReference()
    {
        HsvColor[] colors = [.. from hue in Enumerable.Range(0, 12)
            from saturation in ReferenceSaturations
            from value in ReferenceValues
            select new HsvColor(hue * 30, saturation, value)];
        var model = new SceneModel(colors.Length);
        for (int i = 0; i < colors.Length; i++)
        {
            model.Set(i, colors[i], 1, 1);
        }

        model.Finish();
        return model;
    }

    /// <summary>Sets one colour.</summary>
    /// <param name="index">Which.</param>
    /// <param name="color">Its mean.</param>
    /// <param name="weight">At least 0.</param>
    /// <param name="hueLength">How far the hues behind the mean agree, 0-1.</param>
    public void Set(int index, HsvColor color, double weight, double hueLength)
    {
        _colors[index] = color.ToLinear();
        _weights[index] = weight;
        _hueLengths[index] = hueLength;
    }

    /// <summary>Ends the setting of colours.</summary>
    public void Finish()
    {
        _nodes.Fill(_colors);
        Look = Predict(MoodGrade.Neutral, 0);
    }

    /// <summary>The look under a grade. Only brightness, colorfulness and hue are set.</summary>
    public VisualAttributes Predict(in MoodGrade grade, float skinProtection)
    {
        var vectors = new GradeVectors(grade, skinProtection);
        double weight = 0, value = 0, saturation = 0, cos = 0, sin = 0;
        for (int at = 0; at < _weights.Length; at += Vector256<float>.Count)
        {
            (Vector256<float> red, Vector256<float> green, Vector256<float> blue) = vectors.Apply(_nodes, at);
            for (int i = at; i < Math.Min(at + Vector256<float>.Count, _weights.Length); i++)
            {
                HsvColor color = HsvColor.FromEncoded(SrgbTransfer.Encode(red[i - at]), SrgbTransfer.Encode(green[i - at]), SrgbTransfer.Encode(blue[i - at]));
                (double s, double c) = Math.SinCos(color.HueDegrees * (Math.PI / 180));
                double w = _weights[i];
                weight += w;
                value += w * color.Value;
                saturation += w * color.Saturation;
                cos += w * _hueLengths[i] * c;
                sin += w * _hueLengths[i] * s;
            }
        }

        if (weight <= 0)
        {
            return default;
        }

        double degrees = Math.Atan2(sin, cos) * (180 / Math.PI);
        return new VisualAttributes
        {
            Brightness = value / weight,
            Colorfulness = saturation / weight,
            HueDegrees = degrees < 0 ? degrees + 360 : degrees,
            HueResultantLength = Math.Sqrt(cos * cos + sin * sin) / weight,
        };
    }
}
