using System.Diagnostics;

namespace EmoVid.Realtime.Benchmarks.Content;

/// <summary>A program run as a child.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly Process _process;
    private readonly string _program;

    private ToolRun(string program, IEnumerable<string> arguments)
    {
        _program = program;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    public Stream Output => _process.StandardOutput.BaseStream;

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Lines => _process.StandardOutput;

    public static ToolRun Start(string program, IEnumerable<string> arguments) => new(program, arguments);

    /// <summary>Runs to the end, throws what it writes away, and gives the bytes it wrote.</summary>
    public static long Check(string program, IEnumerable<string> arguments)
    {
        using var run = new ToolRun(program, arguments);
        byte[] buffer = new byte[1 << 20];
        long bytes = 0;
        for (int read; (read = run.Output.Read(buffer)) > 0; bytes += read)
        {
        }

        run.Finish();
        return bytes;
    }

    /// <summary>Milliseconds of a whole run.</summary>
    public static double Time(string program, IEnumerable<string> arguments)
    {
        long start = Stopwatch.GetTimestamp();
        Check(program, arguments);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The first line that a program writes, or null when it cannot be run.</summary>
    public static string? FirstLine(string program, params IEnumerable<string> arguments)
    {
        try
        {
            using var run = new ToolRun(program, arguments);
            string text = run.Lines.ReadToEnd();
            run.Finish();
            return text.Split('\n')[0].Trim() is { Length: > 0 } line ? line : null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public void Dispose() => _process.Dispose();

    private void Finish()
    {
        _process.WaitForExit();
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{_program} ended with {_process.ExitCode}.");
        }
    }
}
