namespace FFMpegCore;

/// <summary>The options of calls that bring none of their own.</summary>
public static class GlobalFFOptions
{
    /// <summary>The process-wide options.</summary>
    public static FFOptions Current { get; private set; } = new();

    /// <summary>Changes the process-wide options.</summary>
    public static void Configure(Action<FFOptions> optionsAction) => optionsAction(Current);

    /// <summary>Replaces the process-wide options.</summary>
    public static void Configure(FFOptions ffOptions) =>
        Current = ffOptions ?? throw new ArgumentNullException(nameof(ffOptions));

    /// <summary>The ffmpeg to start: a path in the binary folder, or the bare name for the PATH.</summary>
    public static string GetFFMpegBinaryPath(FFOptions? ffOptions = null) => BinaryPath("ffmpeg", ffOptions ?? Current);

    /// <summary>The ffprobe to start: a path in the binary folder, or the bare name for the PATH.</summary>
    public static string GetFFProbeBinaryPath(FFOptions? ffOptions = null) => BinaryPath("ffprobe", ffOptions ?? Current);

    private static string BinaryPath(string tool, FFOptions options)
    {
        string file = OperatingSystem.IsWindows() ? tool + ".exe" : tool;
        string[] candidates =
        [
            Path.Combine(options.BinaryFolder, Environment.Is64BitProcess ? "x64" : "x86", file),
            Path.Combine(options.BinaryFolder, file),
        ];
        return Array.Find(candidates, File.Exists) ?? file;
    }
}
