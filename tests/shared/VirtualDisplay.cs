using System.Diagnostics;

namespace EmoVid.Realtime.Tests.Shared;

/// <summary>An X server without a screen (Xvfb), as DISPLAY of this process while it lives.</summary>
internal sealed class VirtualDisplay : IDisposable
{
    private readonly Process _server;
    private readonly string? _before = Environment.GetEnvironmentVariable("DISPLAY");

    public VirtualDisplay(int width = 1280, int height = 720)
    {
        // The server picks a free number itself and writes it to the descriptor.
        var start = new ProcessStartInfo("Xvfb", ["-displayfd", "1", "-screen", "0", $"{width}x{height}x24", "-nolisten", "tcp"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _server = Process.Start(start)!;
        _ = _server.StandardError.ReadToEndAsync();
        string number = _server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Xvfb ended without a display; is the package xvfb whole?");
        Name = $":{number}";
        Set(Name);
    }

    /// <summary>The display's name, e.g. ":1".</summary>
    public string Name { get; }

    public void Dispose()
    {
        Set(_before);
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }

    // For this process's native libraries and for the programs that it starts.
    private static void Set(string? name)
    {
        NativeEnvironment.Set("DISPLAY", name);
        Environment.SetEnvironmentVariable("DISPLAY", name);
    }
}
