using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using EmoVid.Realtime;
using EmoVid.Realtime.Media;

namespace MoodCamera;

/// <summary>An ffmpeg that reads a camera, a file or a filter and gives raw frames of one size and rate.</summary>
internal sealed class FFmpegCamera : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly string _input;
    private bool _isDone;

    private FFmpegCamera(Process process, CameraOptions options)
    {
        (_process, _input) = (process, options.Input);
        _errors = process.StandardError.ReadToEndAsync();
        Format = FormatOf(options);
        Reader = new RawFrameReader(process.StandardOutput.BaseStream, Format, options.Input);
    }

    public RawFrameFormat Format { get; }

    private RawFrameReader Reader { get; }

    /// <exception cref="EmoVidException">There is no ffmpeg.</exception>
    public static FFmpegCamera Open(CameraOptions options)
    {
        string rate = options.FramesPerSecond.ToString(CultureInfo.InvariantCulture), size = $"{options.Width}x{options.Height}";
        bool isDevice = options.Input.StartsWith("/dev/", StringComparison.Ordinal), isFilter = options.Input.StartsWith("lavfi:", StringComparison.Ordinal);
        string pixels = FormatOf(options).IsYuv ? "yuv420p" : "rgba";
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-v", "error",
            .. isDevice ? ["-f", "v4l2", "-framerate", rate, "-video_size", size] : Array.Empty<string>(),
            .. isFilter ? ["-f", "lavfi"] : Array.Empty<string>(),
            .. options.IsPaced && !isDevice ? ["-re"] : Array.Empty<string>(),
            "-i", isFilter ? options.Input["lavfi:".Length..] : options.Input,
            "-an", "-vf", $"fps={rate},scale={options.Width}:{options.Height}:out_color_matrix=bt709:out_range=tv,format={pixels}",
            .. options.Frames is { } frames ? ["-frames:v", frames.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            "-f", "rawvideo", "-",
        ];
        try
        {
            return new FFmpegCamera(Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!, options);
        }
        catch (Win32Exception failure)
        {
            throw new EmoVidException($"opening '{options.Input}': found no program ffmpeg ({failure.Message}), expected one; install ffmpeg", failure);
        }
    }

    /// <summary>Waits for the next frame.</summary>
    /// <exception cref="EmoVidException">The camera gives none, or breaks off.</exception>
    public bool TryRead(out MediaFrame frame)
    {
        try
        {
            _isDone = !Reader.TryRead(out frame);
        }
        catch (MediaException failure)
        {
            // ffmpeg's own words say more than that its pipe ran dry.
            throw Broken(failure);
        }

        return !_isDone || (Ended() ? false : throw Broken(null));
    }

    public void Dispose()
    {
        Reader.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private bool Ended()
    {
        _process.WaitForExit();
        return _process.ExitCode == 0;
    }

    private EmoVidException Broken(Exception? failure)
    {
        string words = _errors.GetAwaiter().GetResult().Trim().Split('\n')[0];
        return new EmoVidException($"reading '{_input}': found {(words.Length == 0 ? failure?.Message ?? "that ffmpeg gave up" : words)}, expected a video, a V4L2 device or lavfi:FILTER; check the name and --size", failure!);
    }

    /// <summary>Planes, as an encoder or a virtual camera takes them; pixels where pictures are written.</summary>
    private static RawFrameFormat FormatOf(CameraOptions options) =>
        new(options.Width, options.Height, options.WritesPictures ? RawPixelLayout.Rgba : RawPixelLayout.Yuv420P)
        {
            FramesPerSecond = options.FramesPerSecond,
            AlphaMode = AlphaMode.Opaque,
            Matrix = YuvMatrix.Bt709,
        };
}
