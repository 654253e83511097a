namespace EmoVid.Realtime.Cli.Tests;

/// <summary>The promise of every failure: its exit code, one line, no stack.</summary>
internal static class OneLine
{
    public static void Assert(ToolRun run, int exitCode, params string[] parts)
    {
        Xunit.Assert.True(run.ExitCode == exitCode, $"Exit code {run.ExitCode}, expected {exitCode}.\n{run.Error}{run.Output}");
        string line = Xunit.Assert.Single(run.ErrorLines);
        Xunit.Assert.StartsWith("emovid: ", line, StringComparison.Ordinal);
        Xunit.Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Xunit.Assert.DoesNotContain("unforeseen", line, StringComparison.Ordinal);
        Xunit.Assert.All(parts, part => Xunit.Assert.Contains(part, line, StringComparison.Ordinal));
        Xunit.Assert.Empty(run.Output);
    }
}
