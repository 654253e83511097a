using System.Globalization;
using System.Numerics;
using System.Text;

namespace EmoVid.Realtime;

/// <summary>The inputs that stand for the first and the last point of a look, for each channel.</summary>
internal readonly record struct CubeDomain(Vector3 Min, Vector3 Max)
{
    /// <summary>0 to 1, the format's default.</summary>
    public static CubeDomain Unit => new(Vector3.Zero, Vector3.One);

    /// <summary>Where an input stands in the domain, 0-1; not a number counts as the domain's begin.</summary>
    public float ToUnit(float value, int channel)
    {
        float unit = (value - Min[channel]) / (Max[channel] - Min[channel]);
        return unit > 0f ? MathF.Min(unit, 1f) : 0f;
    }

    /// <summary>Writes the lines that give the domain, none for the default; <paramref name="range"/> is the keyword of files that hold both a curve and a
    /// lattice.</summary>
    public void Append(StringBuilder text, string? range)
    {
        if (this == Unit)
        {
            return;
        }

        if (range is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{range} {Min.X:R} {Max.X:R}\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"DOMAIN_MIN {Min.X:R} {Min.Y:R} {Min.Z:R}\n");
        text.Append(CultureInfo.InvariantCulture, $"DOMAIN_MAX {Max.X:R} {Max.Y:R} {Max.Z:R}\n");
    }
}
