using System.Globalization;
using FFMpegCore;

namespace EmoVid.Realtime.Media;

/// <summary>The command line that decodes a video.</summary>
internal static class VideoArguments
{
    /// <summary>The input: upright where it is turned by a multiple of 90 degrees, damaged packets dropped, alpha kept. The log tells the
    /// level of each line, and the size of the frames whenever it changes.</summary>
    public static FFMpegArguments Input(string path, VideoDescription video)
    {
        // ffmpeg's own VP8 and VP9 decoders drop the alpha plane; libvpx keeps it.
        string decoder = (video.Codec, video.HasAlpha) switch
        {
            ("vp8", true) => "-c:v libvpx",
            ("vp9", true) => "-c:v libvpx-vp9",
            _ => string.Empty,
        };
        string rotation = video.RotationDegrees % 90 == 0 ? string.Empty : "-noautorotate";
        return FFMpegArguments.FromFileInput(
            FFmpegInput.Path(path),
            verifyExists: false,
            input => input.WithCustomArgument($"-hide_banner -nostats -loglevel level+verbose {FFmpegInput.Protocols} -fflags +discardcorrupt {rotation} {decoder}"));
    }

    /// <summary>The output: every frame once, with its own time, whole frames written at a time ("direct": ffmpeg's buffer of 32 KiB
    /// would be one more copy).</summary>
    public static string Output(VideoDescription video, bool planes)
    {
        string filters = VideoClock.Filter(video.FramesPerSecond);
        string format = video.PixelFormatName;
        if (!planes)
        {
            format = "rgba";
            filters += video.IsHdr ? ToneMapping(video) : Conversion(video);
        }

        return $"-map 0:v:0 -fps_mode passthrough -enc_time_base 1/{VideoClock.StampsPerSecond.ToString(CultureInfo.InvariantCulture)} -vf \"{filters}\" -c:v rawvideo -pix_fmt {format} -avioflags direct";
    }

    /// <summary>To RGB with the matrix and range of the description; left alone, ffmpeg 5 takes every unmarked video for BT.601.</summary>
    private static string Conversion(VideoDescription video) =>
        video.PixelFormatName.StartsWith("yuv", StringComparison.Ordinal) || video.PixelFormatName.StartsWith("nv", StringComparison.Ordinal) || video.PixelFormatName.StartsWith("p0", StringComparison.Ordinal)
            ? $",scale=in_color_matrix={Matrix(video)}:in_range={(video.Range == YuvRange.Full ? "pc" : "tv")}"
            : string.Empty;

    private static string Matrix(VideoDescription video) => video.Matrix switch
    {
        YuvMatrix.Bt601 => "bt601",
        YuvMatrix.Bt2020 => "bt2020",
        _ => "bt709",
    };

    /// <summary>What <see cref="HdrHandling.ToneMap"/> describes.</summary>
    private static string ToneMapping(VideoDescription video) => string.Create(
        CultureInfo.InvariantCulture,
        $",zscale=tin={video.Transfer}:pin=bt2020:min=bt2020nc:rin={(video.Range == YuvRange.Full ? "full" : "limited")}:t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=iec61966-2-1:m=gbr:r=full,format=gbrp");
}
