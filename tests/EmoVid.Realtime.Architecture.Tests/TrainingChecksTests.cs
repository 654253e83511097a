using System.Diagnostics;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>The split of the training data keeps its promises, and the judges measure what they say; the checks are Python beside what
/// they check.</summary>
public class TrainingChecksTests
{
    [Theory]
    [InlineData("tests.test_split")]
    [InlineData("tests.test_judges")]
    public void Python_checks_hold(string module)
    {
        // Debian's own interpreter: it has Debian's torch.
        var start = new ProcessStartInfo("/usr/bin/python3", ["-m", "unittest", "-v", module])
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
