using System.Diagnostics;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>The split of the training data keeps its promises; the checks are Python beside what they check.</summary>
public class TrainingSplitTests
{
    [Fact]
    public void The_committed_split_keeps_families_together()
    {
        var start = new ProcessStartInfo("python3", ["-m", "unittest", "-v", "tests.test_split"])
        {
            WorkingDirectory = Path.Combine(RepositoryTree.Root, "training"),
            RedirectStandardError = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        using Process process = Process.Start(start)!;
        string report = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, report);
        Assert.Matches(@"Ran [1-9]\d* tests", report);
    }
}
