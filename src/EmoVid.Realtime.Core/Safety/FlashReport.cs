using System.Globalization;

namespace EmoVid.Realtime;

/// <summary>What <see cref="FlashLimiter"/> saw and did in one frame: a row of its log.</summary>
/// <param name="Time">The frame's time.</param>
/// <param name="Kinds">Which limits the frames would exceed if they were shown as they came in.</param>
/// <param name="Flashes">Flashes in the last second of the frames that came in, in the 10° field that has most of them; a half is
/// a change without its opposite yet. At most 64.</param>
/// <param name="Area">Largest share of a 10° field that changes more often than allowed as it came in, 0 to 1.</param>
/// <param name="Attenuation">Largest attenuation in the frame, from 0 (not touched) to 1.</param>
public readonly record struct FlashReport(TimeSpan Time, FlashKinds Kinds, double Flashes, double Area, double Attenuation)
{
    /// <summary>Names of the columns of <see cref="ToCsv"/>.</summary>
    public const string CsvHeader = "seconds,general,red,flashes_in_last_second,area,attenuation";

    /// <summary>Whether the frame was changed.</summary>
    public bool IsAttenuated => Attenuation > 0;

    /// <summary>The row without line break: numbers with a decimal point, kinds as 0 or 1.</summary>
    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Time.TotalSeconds:0.######},{((Kinds & FlashKinds.General) != 0 ? 1 : 0)},{((Kinds & FlashKinds.Red) != 0 ? 1 : 0)},{Flashes:0.#},{Area:0.####},{Attenuation:0.####}");
}
