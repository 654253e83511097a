using System.CommandLine;
using System.Globalization;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid replay LOG -o OUT</c></summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var log = new Argument<FileInfo>("LOG") { Description = "A capture, as --log and the SDK's CaptureWriter keep it" };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Clip to write, its format by its extension; without it frames are only compared", HelpName = "FILE" };
        var input = new Option<FileInfo?>("--input") { Description = "The still or clip that the capture names and does not hold", HelpName = "FILE" };
        var device = new Option<string>("--device") { Description = "What composes and measures; as captured is a device of the kind that made the capture", DefaultValueFactory = _ => "captured", HelpName = "captured|auto|gpu|software|cpu" }
            .AcceptOnlyFromAmong("captured", "auto", "gpu", "software", "cpu");
        Option<DirectoryInfo?> pack = SharedOptions.Pack();
        var command = new Command("replay", "Repeats a captured run and says whether every frame is the same") { log, output, input, device, pack };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(output) is { } target)
            {
                OutputPlace.Format("--output", target, [.. ClipWriter.Extensions]);
                OutputPlace.Require(target);
            }

            FileInfo file = parsed.GetRequiredValue(log);
            CaptureLog capture = CaptureLog.Read(file.ToString());
            string choice = parsed.GetValue(device)!;
            var options = new CaptureReplayOptions
            {
                Output = parsed.GetValue(output)?.FullName,
                Input = parsed.GetValue(input)?.ToString(),
                PackFolder = capture.Header.Work == CaptureWork.Grade ? null : PackPlace.Resolve(parsed.GetValue(pack)),
                Engine = choice == "captured" ? null : Enum.Parse<EngineChoice>(choice, ignoreCase: true),
            };
            CaptureReplayReport report = WorkProgress.Run(file.Name, capture.Digests.Count, progress => CaptureReplay.Run(capture, options, progress, cancellation));
            Judge(file, capture, report, parsed.InvocationConfiguration.Output);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>Frames that differ are a failure where the same bits are promised, and news where they are not.</summary>
    private static void Judge(FileInfo file, CaptureLog capture, CaptureReplayReport report, TextWriter output)
    {
        string end = capture.IsComplete ? "" : "; the captured run broke off there";
        if (report.IsSame)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Frames} frames, all the same{end}{(report.Setting.Length == 0 ? "" : $" ({report.Setting})")}"));
            return;
        }

        string found = report.Frames == report.CapturedFrames
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Differing} of {report.Frames} frames that differ, the first is {report.FirstDifference}")
            : string.Create(CultureInfo.InvariantCulture, $"{report.Frames} frames instead of {report.CapturedFrames}");
        if (report.Setting.Length == 0 || report.Frames != report.CapturedFrames)
        {
            throw new EmoVidException($"replaying '{file}': found {found}, expected the captured frames; report it with this file");
        }

        output.WriteLine($"{found}; that may be, since {report.Setting}{end}");
    }
}
