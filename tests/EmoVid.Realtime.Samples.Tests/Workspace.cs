using System.Diagnostics;

namespace EmoVid.Realtime.Samples.Tests;

/// <summary>A folder that goes when the test ends.</summary>
public sealed class Workspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("emovid-samples-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>A clip that ffmpeg makes.</summary>
    public string Clip(string name, string filter)
    {
        string[] arguments = ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", filter, "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", this[name]];
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
