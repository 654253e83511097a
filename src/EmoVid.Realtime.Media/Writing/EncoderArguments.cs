using System.Globalization;

namespace EmoVid.Realtime.Media;

/// <summary>The words of the command line that encodes a clip.</summary>
internal static class EncoderArguments
{
    /// <summary>Units in which frames without a common rate are timed: 90 kHz, the clock of MPEG, a multiple of most rates.</summary>
    public const int UnitsPerSecond = 90_000;

    /// <summary>How raw frames are announced.</summary>
    public static string Input(string pixelFormat, int width, int height, double? framesPerSecond) => framesPerSecond is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"-f rawvideo -pixel_format {pixelFormat} -video_size {width}x{height} -framerate {Rate(rate)}")
        : "-f nut";

    /// <summary>The output's options.</summary>
    /// <param name="format">What is written.</param>
    /// <param name="frames">What the frames are.</param>
    /// <param name="options">Rate, quality and looping.</param>
    public static string Output(ClipFormat format, in RawFrames frames, ClipWriterOptions options)
    {
        string timing = options.FramesPerSecond is null ? $"-fps_mode passthrough -enc_time_base 1/{UnitsPerSecond}" : "-fps_mode cfr";
        string filters = Filters(format, frames, options);
        string encoder = format switch
        {
            ClipFormat.Gif => $"-c:v gif -f gif -loop {(options.LoopCount == 0 ? 0 : options.LoopCount == 1 ? -1 : options.LoopCount - 1)}{FinalDelay(options, 100, string.Empty)}",
            ClipFormat.Apng => $"-c:v apng -pred mixed -pix_fmt {(frames.HasAlpha ? "rgba" : "rgb24")} -f apng -plays {options.LoopCount}{FinalDelay(options, 1000, "/1000")}",
            ClipFormat.WebM => $"-c:v libvpx-vp9 -b:v 0 -crf {47 - options.Quality / 5} -row-mt 1 -deadline good -cpu-used 4 -auto-alt-ref 0 -pix_fmt {(frames.HasAlpha ? "yuva420p" : "yuv420p")} {Tags(frames)} -f webm",
            _ => $"-c:v libx264 -preset medium -crf {34 - options.Quality / 5} -pix_fmt yuv420p {Tags(frames)} -movflags +faststart -f mp4",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{timing} {filters} {encoder}");
    }

    /// <summary>Audio from the second input: copied where the format holds the codec (Matroska's and MP4's registries).</summary>
    public static string Audio(ClipFormat format, string codec) => (format, codec) switch
    {
        (ClipFormat.Mp4, "aac" or "mp3" or "ac3" or "eac3" or "alac" or "opus" or "flac") => "-c:a copy -strict -2",
        (ClipFormat.WebM, "opus" or "vorbis") => "-c:a copy",
        (ClipFormat.Mp4, _) => "-c:a aac -b:a 192k",
        _ => "-c:a libopus -b:a 128k",
    };

    /// <summary>A rate as ffmpeg takes it exactly: whole, or n·1000/1001 as television has it.</summary>
    public static string Rate(double framesPerSecond)
    {
        double whole = Math.Round(framesPerSecond), television = Math.Round(framesPerSecond * 1.001);
        return Math.Abs(framesPerSecond - whole) < 1e-9 * whole ? string.Create(CultureInfo.InvariantCulture, $"{whole}/1")
            : Math.Abs(framesPerSecond * 1.001 - television) < 1e-5 * television ? string.Create(CultureInfo.InvariantCulture, $"{television * 1000}/1001")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(framesPerSecond * 100_000)}/100000");
    }

    private static string Filters(ClipFormat format, in RawFrames frames, ClipWriterOptions options)
    {
        string toRgb = frames.IsYuv ? $"scale=in_color_matrix={Matrix(frames.Matrix)}:in_range={Range(frames.Range)}," : string.Empty;
        string even = string.Create(CultureInfo.InvariantCulture, $"pad=ceil(iw/2)*2:ceil(ih/2)*2:0:0:color=0x{options.Background:X6}");
        string toYuv = frames.IsYuv ? string.Empty : "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int";
        return format switch
        {
            ClipFormat.Gif => $"-filter_complex \"[0:v]{toRgb}split[frames][seen];[seen]palettegen=reserve_transparent={(frames.HasAlpha ? 1 : 0)}[palette];[frames][palette]paletteuse=alpha_threshold=128[clip]\" -map [clip]",
            ClipFormat.Apng => toRgb.Length == 0 ? "-map 0:v:0" : $"-map 0:v:0 -vf \"{toRgb.TrimEnd(',')}\"",
            ClipFormat.WebM => toYuv.Length == 0 ? "-map 0:v:0" : $"-map 0:v:0 -vf \"{toYuv}\"",
            _ => $"-map 0:v:0 -vf \"{even}{(toYuv.Length == 0 ? string.Empty : "," + toYuv)}\"",
        };
    }

    /// <summary>What players need to turn the codes into the same colours: BT.709 for what is made from RGB here, which stands for sRGB as in
    /// every player.</summary>
    private static string Tags(in RawFrames frames) => frames.IsYuv
        ? $"-color_range {Range(frames.Range)} -colorspace {(frames.Matrix switch { YuvMatrix.Bt601 => "smpte170m", YuvMatrix.Bt2020 => "bt2020nc", _ => "bt709" })}"
        : "-color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709";

    private static string Matrix(YuvMatrix matrix) => matrix switch
    {
        YuvMatrix.Bt601 => "bt601",
        YuvMatrix.Bt2020 => "bt2020",
        _ => "bt709",
    };

    private static string Range(YuvRange range) => range == YuvRange.Full ? "pc" : "tv";

    /// <summary>ffmpeg cannot know how long the last frame lasts.</summary>
    private static string FinalDelay(ClipWriterOptions options, int unitsPerSecond, string divisor) => options.FramesPerSecond is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $" -final_delay {Math.Max(1, Math.Round(unitsPerSecond / rate))}{divisor}")
        : string.Empty;
}
