using System.Text.Json;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Tests.Evaluation;

/// <summary>A tiny evaluation from end to end: two stills, one seed.</summary>
public sealed class EvaluationJobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emovid-eval-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_tiny_run_writes_a_consistent_report()
    {
        JudgePack judges = JudgePack.Open(CommittedFiles.Judges);
        int step = (judges.Manifest.Stills.Count + 1) / 2;
        var options = new EvaluationOptions { OutputFolder = _folder, Seeds = 1, StillStep = step, DriftSeconds = 4 };
        EvaluationResult result = EvaluationJob.Run(ModelPack.Open(CommittedFiles.Pack), judges, options);

        Assert.Equal(2, result.Stills);
        // Each still acts each emotion once by each way to act; the still shows the same for all eight targets, so one of them is right.
        Assert.All(result.Methods, method => Assert.Equal(16, method.Motion.Acts));
        MethodScore still = Assert.Single(result.Methods, method => method.Name == "still");
        Assert.Equal(0.125, still.Motion.Ea8.Value, 9);
        Assert.Equal(0.5, still.Motion.Ea2.Value, 9);
        Assert.InRange(result.Ceiling.Expression.Ea8.Value, 0.3, 1);
        Assert.InRange(result.Identity.OverlapP10, 0.5, 1);
        Assert.InRange(result.Motion.LoopClosure, 0.2, 3);

        using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, EvaluationJob.ReportName)));
        JsonElement root = report.RootElement.GetProperty("result");
        Assert.Equal(result.PackHash, root.GetProperty("packHash").GetString());
        Assert.Equal(result.Methods[0].Motion.Confusion.Total, root.GetProperty("methods")[0].GetProperty("motion").GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt32())));
        Assert.Contains("| student |", File.ReadAllText(Path.Combine(_folder, EvaluationJob.CardName)), StringComparison.Ordinal);
        Assert.Equal(
            ["confusion-expression.png", "confusion-motion.png", "report.json", "report.md"],
            Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith("strips-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
