using System.Diagnostics;

namespace EmoVid.Realtime.Package.Tests;

/// <summary>A program that ran to its end.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>Only a build that hangs needs it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(7);

    public static CommandRun Of(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Build servers that outlive the call would hold its pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        // The test host's own paths would lead the builds that it starts astray.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBuildExtensionsPath");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end.");
        }

        return new CommandRun(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>The run, or a failure with all that it said.</summary>
    public CommandRun Succeeded()
    {
        Assert.True(Code == 0, Output + Error);
        return this;
    }
}
