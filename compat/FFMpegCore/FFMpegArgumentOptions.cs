using System.Globalization;
using FFMpegCore.Arguments;

namespace FFMpegCore;

/// <summary>Options of one input or output, in the order of the calls.</summary>
public class FFMpegArgumentOptions : FFMpegArgumentsBase
{
    internal FFMpegArgumentOptions()
    {
    }

    /// <summary>Sets the video codec.</summary>
    public FFMpegArgumentOptions WithVideoCodec(string videoCodec) => WithCustomArgument($"-c:v {videoCodec}");

    /// <summary>Sets the frame rate.</summary>
    public FFMpegArgumentOptions WithFramerate(double framerate) =>
        WithCustomArgument(string.Create(CultureInfo.InvariantCulture, $"-r {framerate}"));

    /// <summary>Limits how many frames are written.</summary>
    public FFMpegArgumentOptions WithFrameOutputCount(int frames) =>
        WithCustomArgument(string.Create(CultureInfo.InvariantCulture, $"-vframes {frames}"));

    /// <summary>Sets the constant rate factor.</summary>
    public FFMpegArgumentOptions WithConstantRateFactor(int crf) =>
        WithCustomArgument(string.Create(CultureInfo.InvariantCulture, $"-crf {crf}"));

    /// <summary>Scales to a size in pixels.</summary>
    public FFMpegArgumentOptions Resize(int width, int height) =>
        WithCustomArgument(string.Create(CultureInfo.InvariantCulture, $"-s {width}x{height}"));

    /// <summary>Limits the threads of a codec.</summary>
    public FFMpegArgumentOptions UsingThreads(int threads) =>
        WithCustomArgument(string.Create(CultureInfo.InvariantCulture, $"-threads {threads}"));

    /// <summary>Sets the container format.</summary>
    public FFMpegArgumentOptions ForceFormat(string format) => WithCustomArgument($"-f {format}");

    /// <summary>Sets the pixel format.</summary>
    public FFMpegArgumentOptions ForcePixelFormat(string pixelFormat) => WithCustomArgument($"-pix_fmt {pixelFormat}");

    /// <summary>Adds words as they are.</summary>
    public FFMpegArgumentOptions WithCustomArgument(string argument) => WithArgument(new CustomArgument(argument));

    /// <summary>Adds a piece.</summary>
    public FFMpegArgumentOptions WithArgument(IArgument argument)
    {
        Arguments.Add(argument);
        return this;
    }
}
