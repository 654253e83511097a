using System.Globalization;
using System.Text;

namespace EmoVid.Realtime;

/// <summary>A look as a <c>.cube</c> file holds it: a curve for each channel (1D), a lattice (3D), or a curve before a lattice, on
/// sRGB-encoded colour.</summary>
/// <remarks>
/// <para>The format: Adobe, "Cube LUT Specification 1.0" (2013), with the input ranges and the combined form of DaVinci Resolve. Numbers have a point as decimal
/// separator in every culture. Curves have 2-65,536 points, lattices 2-65 along each axis, red fastest.</para>
/// <para>Immutable; any number of threads.</para>
/// </remarks>
public sealed class CubeLut
{
    /// <summary>The smallest size of a curve or lattice.</summary>
    public const int MinSize = 2;

    /// <summary>The largest size of a lattice.</summary>
    public const int MaxLatticeSize = 65;

    /// <summary>The largest size of a curve.</summary>
    public const int MaxCurveSize = 65536;

    private readonly float[] _curve;
    private readonly float[] _lattice;
    private readonly CubeDomain _curveDomain;
    private readonly CubeDomain _latticeDomain;

    internal CubeLut(string title, float[] curve, CubeDomain curveDomain, int latticeSize, float[] lattice, CubeDomain latticeDomain)
    {
        Title = title;
        _curve = curve;
        _curveDomain = curveDomain;
        LatticeSize = latticeSize;
        _lattice = lattice;
        _latticeDomain = latticeDomain;
    }

    /// <summary>The title; may be empty.</summary>
    public string Title { get; }

    /// <summary>Points of the curves, or 0 when there are none.</summary>
    public int CurveSize => _curve.Length / 3;

    /// <summary>Points along each axis of the lattice, or 0 when there is none.</summary>
    public int LatticeSize { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CubeLutException">The file is missing or is no such look.</exception>
    public static CubeLut Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        const long MostBytes = 64 << 20;
        try
        {
            long length = new FileInfo(path).Length;
            return length <= MostBytes
                ? Parse(File.ReadAllText(path), Path.GetFileName(path))
                : throw CubeLutException.Reading(path, $"{length} bytes", $"at most {MostBytes}", "choose another file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string found = e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e.Message.TrimEnd('.');
            throw CubeLutException.Reading(path, found, "a readable .cube file", "choose another file", e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The content of a file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="CubeLutException">The text is no such look.</exception>
    public static CubeLut Parse(string text, string name = "text")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        return new CubeReader(name).Read(text);
    }

    /// <summary>A baked grade as a look; of a size other than <see cref="GradeLut.Size"/> it is what graders show there, interpolated
    /// tetrahedrally.</summary>
    /// <param name="grade">The grade.</param>
    /// <param name="title">The title, without quotation marks and line breaks.</param>
    /// <param name="size">2-65.</param>
    public static CubeLut From(GradeLut grade, string title, int size = GradeLut.Size)
    {
        ArgumentNullException.ThrowIfNull(grade);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, MinSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxLatticeSize);
        ReadOnlySpan<short> entries = grade.Entries;
        float[] values = new float[GradeLut.EntryCount * 3];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = entries[i / 3 * GradeLut.Channels + i % 3] / (float)GradeLut.One;
        }

        var own = new CubeLut(title, [], CubeDomain.Unit, GradeLut.Size, values, CubeDomain.Unit);
        if (size == GradeLut.Size)
        {
            return own;
        }

        float[] resampled = new float[size * size * size * 3];
        float last = size - 1;
        for (int i = 0; i < resampled.Length / 3; i++)
        {
            (resampled[3 * i], resampled[3 * i + 1], resampled[3 * i + 2]) = own.Apply(i % size / last, i / size % size / last, i / (size * size) / last);
        }

        return new CubeLut(title, [], CubeDomain.Unit, size, resampled, CubeDomain.Unit);
    }

    /// <summary>The look of one colour: curves by linear, the lattice by tetrahedral interpolation; inputs are held to the domains.</summary>
    public (float Red, float Green, float Blue) Apply(float red, float green, float blue)
    {
        if (_curve.Length > 0)
        {
            red = OnCurve(_curveDomain.ToUnit(red, 0), 0);
            green = OnCurve(_curveDomain.ToUnit(green, 1), 1);
            blue = OnCurve(_curveDomain.ToUnit(blue, 2), 2);
        }

        return LatticeSize > 0
            ? InLattice(_latticeDomain.ToUnit(red, 0), _latticeDomain.ToUnit(green, 1), _latticeDomain.ToUnit(blue, 2))
            : (red, green, blue);
    }

    /// <summary>The look as the text of a <c>.cube</c> file: 6 decimals, line feeds.</summary>
    public string ToText()
    {
        var text = new StringBuilder(_lattice.Length * 10 + _curve.Length * 10 + 200);
        text.Append(CultureInfo.InvariantCulture, $"TITLE \"{Title.Replace('"', '\'').ReplaceLineEndings(" ")}\"\n");
        bool isCombined = _curve.Length > 0 && LatticeSize > 0;
        if (_curve.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"LUT_1D_SIZE {CurveSize}\n");
            _curveDomain.Append(text, isCombined ? "LUT_1D_INPUT_RANGE" : null);
        }

        if (LatticeSize > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"LUT_3D_SIZE {LatticeSize}\n");
            _latticeDomain.Append(text, isCombined ? "LUT_3D_INPUT_RANGE" : null);
        }

        Append(text, _curve);
        Append(text, _lattice);
        return text.ToString();
    }

    private static void Append(StringBuilder text, float[] values)
    {
        for (int i = 0; i < values.Length; i += 3)
        {
            text.Append(CultureInfo.InvariantCulture, $"{values[i]:0.000000} {values[i + 1]:0.000000} {values[i + 2]:0.000000}\n");
        }
    }

    private float OnCurve(float unit, int channel)
    {
        float position = unit * (CurveSize - 1);
        int below = Math.Min((int)position, CurveSize - 2);
        float lower = _curve[3 * below + channel];
        return lower + (position - below) * (_curve[3 * below + 3 + channel] - lower);
    }

    private (float Red, float Green, float Blue) InLattice(float red, float green, float blue)
    {
        float last = LatticeSize - 1;
        (int r, float fr) = Cell(red * last);
        (int g, float fg) = Cell(green * last);
        (int b, float fb) = Cell(blue * last);
        int stepR = 3, stepG = 3 * LatticeSize, stepB = stepG * LatticeSize, first = r * stepR + g * stepG + b * stepB;

        // From the cell's first corner to its last, a step along each channel, the largest fraction first.
        (float Fraction, int Step) x = (fr, stepR), y = (fg, stepG), z = (fb, stepB);
        if (x.Fraction < y.Fraction)
        {
            (x, y) = (y, x);
        }

        if (y.Fraction < z.Fraction)
        {
            (y, z) = (z, y);
        }

        if (x.Fraction < y.Fraction)
        {
            (x, y) = (y, x);
        }

        int second = first + x.Step, third = second + y.Step, fourth = third + z.Step;
        return (Mix(0), Mix(1), Mix(2));

        float Mix(int channel) =>
            (1 - x.Fraction) * _lattice[first + channel] + (x.Fraction - y.Fraction) * _lattice[second + channel]
            + (y.Fraction - z.Fraction) * _lattice[third + channel] + z.Fraction * _lattice[fourth + channel];
    }

    private (int Cell, float Fraction) Cell(float position)
    {
        int cell = Math.Min((int)position, LatticeSize - 2);
        return (cell, position - cell);
    }
}
