namespace EmoVid.Realtime.Media;

/// <summary>What a video file says about its pictures, and what is assumed where it says nothing.</summary>
/// <remarks>A stream that does not state its matrix is taken for BT.709 from 720 rows on and for BT.601 below; one that does not
/// state its range for limited, unless its pixel format is one of JPEG's. Players do the same.</remarks>
public sealed record VideoDescription
{
    /// <summary>Rows from which an unmarked video counts as high definition.</summary>
    private const int HighDefinitionRows = 720;

    private static readonly int[] DeepBits = [9, 10, 12, 14, 16];

    /// <summary>ffmpeg's name of the codec, e.g. "h264".</summary>
    public required string Codec { get; init; }

    /// <summary>ffmpeg's name of the pixel format, e.g. "yuv420p10le".</summary>
    public required string PixelFormatName { get; init; }

    /// <summary>Bits of a component, 8 to 16.</summary>
    public required int BitDepth { get; init; }

    /// <summary>Whether frames carry alpha.</summary>
    public required bool HasAlpha { get; init; }

    /// <summary>Pixels a row, upright.</summary>
    public required int Width { get; init; }

    /// <summary>Rows, upright.</summary>
    public required int Height { get; init; }

    /// <summary>Degrees by which the stored frames are turned for display. Frames are read upright where this is a multiple of 90.</summary>
    public required int RotationDegrees { get; init; }

    /// <summary>Average frames a second; not a number where the file does not say.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Time of the first frame after the beginning of the file, which is that of its earliest stream.</summary>
    public required TimeSpan StartTime { get; init; }

    /// <summary>Range of the codes, stated or assumed.</summary>
    public required YuvRange Range { get; init; }

    /// <summary>Whether the file states the range.</summary>
    public required bool IsRangeStated { get; init; }

    /// <summary>Matrix of the codes, stated or assumed.</summary>
    public required YuvMatrix Matrix { get; init; }

    /// <summary>Whether the file states the matrix.</summary>
    public required bool IsMatrixStated { get; init; }

    /// <summary>ffmpeg's name of the transfer function, e.g. "bt709" or "smpte2084", or empty.</summary>
    public required string Transfer { get; init; }

    /// <summary>ffmpeg's name of the primaries, e.g. "bt2020", or empty.</summary>
    public required string Primaries { get; init; }

    /// <summary>Whether the range is high: the transfer function is PQ (SMPTE ST 2084) or HLG (ARIB STD-B67), as in
    /// Rec. ITU-R BT.2100.</summary>
    public bool IsHdr => Transfer is "smpte2084" or "arib-std-b67";

    /// <summary>Whether ffmpeg's decoder gives 8-bit 4:2:0 planes.</summary>
    internal bool IsPlain420 => PixelFormatName is "yuv420p" or "yuvj420p" or "nv12" && !HasAlpha;

    /// <summary>The matrix of a video that states none.</summary>
    internal static YuvMatrix AssumedMatrix(int height) => height >= HighDefinitionRows ? YuvMatrix.Bt709 : YuvMatrix.Bt601;

    internal static VideoDescription Of(FFMpegCore.VideoStream video, TimeSpan fileStart)
    {
        string format = video.PixelFormat;
        bool turned = video.Rotation % 180 != 0 && video.Rotation % 90 == 0;
        (bool rangeStated, YuvRange range) = video.ColorRange switch
        {
            "pc" => (true, YuvRange.Full),
            "tv" => (true, YuvRange.Limited),
            _ => (false, format.StartsWith("yuvj", StringComparison.Ordinal) ? YuvRange.Full : YuvRange.Limited),
        };
        (bool matrixStated, YuvMatrix matrix) = video.ColorSpace switch
        {
            "bt709" => (true, YuvMatrix.Bt709),
            "smpte170m" or "bt470bg" or "fcc" => (true, YuvMatrix.Bt601),
            "bt2020nc" or "bt2020c" => (true, YuvMatrix.Bt2020),
            _ => (false, AssumedMatrix(video.Height)),
        };
        return new VideoDescription
        {
            Codec = video.CodecName,
            PixelFormatName = format,
            BitDepth = Bits(format),
            HasAlpha = IsAlphaFormat(format) || HasAlphaTag(video),
            Width = turned ? video.Height : video.Width,
            Height = turned ? video.Width : video.Height,
            RotationDegrees = video.Rotation,
            FramesPerSecond = double.IsFinite(video.AvgFrameRate) && video.AvgFrameRate > 0 ? video.AvgFrameRate : double.NaN,
            StartTime = video.StartTime > fileStart ? video.StartTime - fileStart : TimeSpan.Zero,
            Range = range,
            IsRangeStated = rangeStated,
            Matrix = matrix,
            IsMatrixStated = matrixStated,
            Transfer = Stated(video.ColorTransfer),
            Primaries = Stated(video.ColorPrimaries),
        };
    }

    private static string Stated(string? name) => name is null or "unknown" or "unspecified" ? string.Empty : name;

    /// <summary>ffmpeg's names end with the bits and the byte order where a component has more than 8 (libavutil/pixdesc.c).</summary>
    private static int Bits(string format) =>
        DeepBits.FirstOrDefault(bits => format.Contains($"{bits}le", StringComparison.Ordinal) || format.Contains($"{bits}be", StringComparison.Ordinal), 8);

    private static bool IsAlphaFormat(string format) =>
        format.StartsWith("yuva", StringComparison.Ordinal) || format.StartsWith("gbrap", StringComparison.Ordinal) || format.StartsWith("ya", StringComparison.Ordinal)
        || format is "rgba" or "bgra" or "argb" or "abgr" or "pal8" || format.StartsWith("rgba64", StringComparison.Ordinal) || format.StartsWith("bgra64", StringComparison.Ordinal);

    private static bool HasAlphaTag(FFMpegCore.VideoStream video) =>
        video.Tags?.Any(tag => tag.Key.Equals("alpha_mode", StringComparison.OrdinalIgnoreCase) && tag.Value == "1") ?? false;
}
