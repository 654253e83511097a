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
        var sums = default(Sums);
        for (int at = 0; at < _weights.Length; at += Vector256<float>.Count)
        {
            (Vector256<float> red, Vector256<float> green, Vector256<float> blue) = vectors.Apply(_nodes, at);
            for (int i = at; i < Math.Min(at + Vector256<float>.Count, _weights.Length); i++)
            {
                sums.Add(SrgbTransfer.Encode(red[i - at]), SrgbTransfer.Encode(green[i - at]), SrgbTransfer.Encode(blue[i - at]), _weights[i], _hueLengths[i]);
            }
        }

        return sums.Look;
    }

    /// <summary>The look through a baked table, whatever went into it.</summary>
    public VisualAttributes Predict(GradeLut lut)
    {
        var sums = default(Sums);
        for (int i = 0; i < _colors.Length; i++)
        {
            (double red, double green, double blue) = Interpolate(lut, SrgbTransfer.Encode(_colors[i].R), SrgbTransfer.Encode(_colors[i].G), SrgbTransfer.Encode(_colors[i].B));
            sums.Add(red, green, blue, _weights[i], _hueLengths[i]);
        }

        return sums.Look;
    }

    /// <summary>Trilinear interpolation; it differs from the graders' tetrahedral one by less than feedback resolves.</summary>
    private static (double Red, double Green, double Blue) Interpolate(GradeLut lut, double red, double green, double blue)
    {
        const int Last = GradeLut.Size - 1;
        double r = red * Last, g = green * Last, b = blue * Last;
        int r0 = Math.Clamp((int)r, 0, Last - 1), g0 = Math.Clamp((int)g, 0, Last - 1), b0 = Math.Clamp((int)b, 0, Last - 1);
        (double sumR, double sumG, double sumB) = (0, 0, 0);
        for (int corner = 0; corner < 8; corner++)
        {
            int dr = corner & 1, dg = (corner >> 1) & 1, db = corner >> 2;
            double weight = (dr == 1 ? r - r0 : 1 - r + r0) * (dg == 1 ? g - g0 : 1 - g + g0) * (db == 1 ? b - b0 : 1 - b + b0);
            (float cr, float cg, float cb) = lut[r0 + dr, g0 + dg, b0 + db];
            (sumR, sumG, sumB) = (sumR + weight * cr, sumG + weight * cg, sumB + weight * cb);
        }

        return (sumR, sumG, sumB);
    }

    /// <summary>The sums that a meter would form.</summary>
    private struct Sums
    {
        private double _weight, _value, _saturation, _cos, _sin;

        public void Add(double red, double green, double blue, double weight, double hueLength)
        {
            HsvColor color = HsvColor.FromEncoded(red, green, blue);
            (double sin, double cos) = Math.SinCos(color.HueDegrees * (Math.PI / 180));
            _weight += weight;
            _value += weight * color.Value;
            _saturation += weight * color.Saturation;
            _cos += weight * hueLength * cos;
            _sin += weight * hueLength * sin;
        }

        public readonly VisualAttributes Look
        {
            get
            {
                if (_weight <= 0)
                {
                    return default;
                }

                double degrees = Math.Atan2(_sin, _cos) * (180 / Math.PI);
                return new VisualAttributes
                {
                    Brightness = _value / _weight,
                    Colorfulness = _saturation / _weight,
                    HueDegrees = degrees < 0 ? degrees + 360 : degrees,
                    HueResultantLength = Math.Sqrt(_cos * _cos + _sin * _sin) / _weight,
                };
            }
        }
    }
}
