using System.CommandLine;
using System.Globalization;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid eval</c>: the report card of a model pack.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder for the report; made if missing", HelpName = "FOLDER", DefaultValueFactory = _ => new DirectoryInfo("out/eval") };
        Option<DirectoryInfo?> pack = SharedOptions.Pack();
        var judges = new Option<DirectoryInfo?>("--judges") { Description = "Folder of the judge pack (default: the one that came with the tool)", HelpName = "FOLDER" };
        Option<int> seeds = SharedOptions.Whole("--seeds", "Performances of each emotion by each still", 8, 1, 64);
        Option<int> every = SharedOptions.Whole("--every", "Let only every N-th still act", 1, 1, 1000);
        Option<double> drift = SharedOptions.Number("--drift-seconds", "Length of the endless act", 600, 4, 86400);
        Option<int> threads = SharedOptions.Whole("--threads", "Threads", 2, 1, 64);
        var quick = new Option<bool>("--quick") { Description = "A subset in a minute or two: every sixth still, two seeds, a minute of endless act" };

        var command = new Command("eval", "Judges how a model pack acts: report card, confusion matrices and film strips") { output, pack, judges, seeds, every, drift, threads, quick };
        command.SetAction((parsed, cancellation) =>
        {
            DirectoryInfo folder = parsed.GetValue(output)!;
            // The packs first: a wrong one leaves no folder behind.
            ModelPack model = ModelPack.Open(PackPlace.Resolve(parsed.GetValue(pack)));
            JudgePack judge = JudgePack.Open(PackPlace.ResolveJudges(parsed.GetValue(judges)));
            OutputPlace.RequireOrCreateFolder(folder);
            EvaluationOptions options = parsed.GetValue(quick)
                ? EvaluationOptions.Quick(folder.FullName) with { Threads = parsed.GetValue(threads) }
                : new EvaluationOptions { OutputFolder = folder.FullName, Seeds = parsed.GetValue(seeds), StillStep = parsed.GetValue(every), DriftSeconds = parsed.GetValue(drift), Threads = parsed.GetValue(threads) };
            EvaluationResult result = WorkProgress.Run("evaluating", 1000, progress => EvaluationJob.Run(model, judge, options, new Promille(progress), cancellation));
            WriteSummary(parsed.InvocationConfiguration.Output, result, folder.ToString());
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void WriteSummary(TextWriter output, EvaluationResult result, string folder)
    {
        PlainTable.Write(output, ["way to act", "expression EA-8 %", "EA-2 %", "faces", "avatars", "motion EA-8 %, other", "all"],
            result.Methods.Prepend(result.Ceiling).Select(method => (IReadOnlyList<string>)
            [
                method.Name, Percent(method.Expression.Ea8), Percent(method.Expression.Ea2), Percent(method.ExpressionFaces.Ea8), Percent(method.ExpressionAvatars.Ea8),
                Percent(method.MotionOther.Ea8), Percent(method.Motion.Ea8),
            ]));
        output.WriteLine($"{EvaluationJob.CardName}, {EvaluationJob.ReportName}, confusion matrices and film strips in {folder} after {result.Seconds.ToString("0", CultureInfo.InvariantCulture)} s");
        output.WriteLine($"pack {result.Pack}, sha256 {result.PackHash[..16]}…; judges {result.Judges}; {result.Stills} stills, {result.Seeds} seeds");
    }

    private static string Percent(Interval interval) => double.IsNaN(interval.Value)
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * interval.Value:0.0} ({100 * interval.Low:0}-{100 * interval.High:0})");

    private sealed class Promille(IProgress<int> progress) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => progress.Report((int)(1000L * value.Done / Math.Max(1, value.Total)));
    }
}
