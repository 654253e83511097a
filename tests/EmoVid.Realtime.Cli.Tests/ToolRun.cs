using System.Diagnostics;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary>One run of the built tool as a process of its own, as a user would start it.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Lines on standard error, without a trailing empty one.</summary>
    public string[] ErrorLines => Error.Length == 0 ? [] : Error.TrimEnd('\n').Split('\n');

    public static ToolRun Start(params string[] arguments) => StartIn(Environment.CurrentDirectory, arguments);

    public static ToolRun StartIn(string folder, params string[] arguments) =>
        Run(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", ToolPath, .. arguments]);

    /// <summary>Runs the tool from a shell line in which <c>"$@"</c> stands for it and its arguments.</summary>
    public static ToolRun StartInShell(string folder, string line, params string[] arguments) =>
        Run(folder, "bash", ["-c", line, "bash", Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", ToolPath, .. arguments]);

    public static ToolRun Run(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The doubly mapped code heap is a file of gigabytes, which a limit on file sizes would forbid.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        using Process process = Process.Start(start)!;
        using StreamReader outputReader = process.StandardOutput, errorReader = process.StandardError;
        Task<string> output = outputReader.ReadToEndAsync();
        Task<string> error = errorReader.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} ran for more than {Patience}.");
        }

        return new ToolRun(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static string ToolPath => Path.Combine(AppContext.BaseDirectory, "emovid.dll");
}
