using System.Diagnostics;
using System.Globalization;

namespace EmoVid.Realtime.Tests.Grading;

/// <summary>A real clip that <c>tools/fetch-clips.sh</c> takes out of a Debian package, decoded by ffmpeg to opaque RGBA frames.</summary>
internal sealed class DecodedClip
{
    private DecodedClip(string file, int width, int height, int framesPerSecond, int[] cuts)
    {
        (File, Width, Height, FramesPerSecond, Cuts) = (file, width, height, framesPerSecond, cuts);
    }

    /// <summary>Glass towers at night, green and blue (CC0), in half of its size.</summary>
    public static DecodedClip City { get; } = new("cityCC0.mpg", 360, 202, 25, [0, 116]);

    /// <summary>A rocket under an overcast sky, in half of its size.</summary>
    public static DecodedClip Launch { get; } = new("oa4_launch.webm", 320, 180, 24, [0, 74]);

    public string File { get; }

    public int Width { get; }

    public int Height { get; }

    public int FramesPerSecond { get; }

    /// <summary>First frames of the shots, found by looking.</summary>
    public int[] Cuts { get; }

    public FrameView View(byte[] frame) => new(frame, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque);

    public FrameTarget Target(byte[] frame) => new(frame, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque);

    public TimeSpan TimeOf(int frame) => TimeSpan.FromSeconds((double)frame / FramesPerSecond);

    public IReadOnlyList<byte[]> Decode()
    {
        string path = Path.Combine(CommittedFiles.Root, "artifacts", "clips", File);
        Assert.True(System.IO.File.Exists(path), $"{path} is missing; run tools/fetch-clips.sh artifacts/clips, as ./build.sh test does.");
        string scale = string.Create(CultureInfo.InvariantCulture, $"scale={Width}:{Height}:flags=area");
        string[] arguments = ["-nostdin", "-v", "error", "-i", path, "-vf", scale, "-f", "rawvideo", "-pix_fmt", "rgba", "-"];
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        var frames = new List<byte[]>();
        while (true)
        {
            var frame = new byte[Width * Height * 4];
            if (process.StandardOutput.BaseStream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) < frame.Length)
            {
                process.WaitForExit();
                Assert.True(process.ExitCode == 0 && frames.Count > 150, $"ffmpeg gave {frames.Count} frames of {path} and ended with {process.ExitCode}.");
                return frames;
            }

            frames.Add(frame);
        }
    }
}
