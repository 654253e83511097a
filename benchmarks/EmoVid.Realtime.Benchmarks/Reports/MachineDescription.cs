using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using EmoVid.Realtime.Benchmarks.Content;

namespace EmoVid.Realtime.Benchmarks.Reports;

/// <summary>What the figures were measured on and with.</summary>
internal static class MachineDescription
{
    /// <summary>Markdown lines.</summary>
    /// <param name="peers">Folder of the built peers, which holds the compiler's flags.</param>
    /// <param name="more">Versions of what the suite alone uses.</param>
    /// <param name="loadBefore">Load average at the start.</param>
    public static string Text(string peers, IEnumerable<(string Name, string Value)> more, string loadBefore)
    {
        (string Name, string Value)[] lines =
        [
            ("Date", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
            ("Commit", ToolRun.FirstLine("git", "rev-parse", "--short", "HEAD") ?? "?"),
            ("CPU", $"{Field("/proc/cpuinfo", "model name")} (family {Field("/proc/cpuinfo", "cpu family")}), {Environment.ProcessorCount} cores, {Vectors()}"),
            ("Memory", MemoryGigabytes()),
            ("System", $"{RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}"),
            ("Load average", $"{loadBefore} before, {Load()} after (this program alone makes 1 to 2)"),
            (".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            ("Compiler of the peers", $"{ToolRun.FirstLine("gcc", "--version") ?? "?"}; {Flags(peers)}"),
            .. more,
        ];
        var text = new StringBuilder();
        foreach ((string name, string value) in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"* {name}: {value}\n");
        }

        return text.ToString();
    }

    /// <summary>The three load averages, or a question mark.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "?";

    /// <summary>ffmpeg's first line.</summary>
    public static string Ffmpeg() => ToolRun.FirstLine("ffmpeg", "-version")?.Split(" Copyright")[0] ?? "?";

    /// <summary>Version of a Debian package.</summary>
    public static string Package(string name) => ToolRun.FirstLine("dpkg-query", "-W", "-f", "${Version}", name) ?? "?";

    private static string Flags(string peers)
    {
        string path = Path.Combine(peers, "flags.txt");
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "?";
    }

    private static string Vectors() =>
        Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors";

    private static string MemoryGigabytes()
    {
        double bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):F1} GiB");
    }

    private static string Field(string file, string name)
    {
        string? line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(text => text.StartsWith(name, StringComparison.Ordinal)) : null;
        return line is null ? "?" : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
