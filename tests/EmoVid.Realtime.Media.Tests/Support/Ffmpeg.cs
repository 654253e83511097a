using System.Diagnostics;

namespace EmoVid.Realtime.Media.Tests;

/// <summary>ffmpeg as the maker of test videos.</summary>
public static class Ffmpeg
{
    public static void Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments]) { RedirectStandardError = true })!;
        using StreamReader error = process.StandardError;
        string errors = error.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
