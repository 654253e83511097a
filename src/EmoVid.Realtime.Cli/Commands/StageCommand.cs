using System.CommandLine;
using System.Globalization;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Samples.Stage;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid stage</c>: the renderer sample, in a window or as a file.</summary>
internal static class StageCommand
{
    public static Command Create()
    {
        var headless = new Option<bool>("--headless") { Description = "Play a scripted scene without a window, in fixed steps" };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "With --headless: .webm, .webp, .mp4, .gif or .apng, or .png with one frame", HelpName = "FILE" };
        Option<int> frames = SharedOptions.Whole("--frames", "With --headless: frames", 240, 1, 1_000_000);
        Option<double> rate = SharedOptions.Number("--fps", "With --headless: frames a second", 24, 1, 240);
        var overlay = new Option<bool>("--overlay") { Description = "With --headless: draw the overlay into the pictures" };
        Option<int> width = SharedOptions.Whole("--width", "Pixels a row", 1280, 64, 7680);
        Option<int> height = SharedOptions.Whole("--height", "Rows", 720, 64, 4320);
        Option<int> actors = SharedOptions.Whole("--actors", "Stickers and avatars", 7, 1, 64);
        Option<string> device = new Option<string>("--device") { Description = "Which Vulkan device draws; auto is a GPU or else a software device", DefaultValueFactory = _ => "auto", HelpName = "auto|gpu|software" }
            .AcceptOnlyFromAmong("auto", "gpu", "software");
        var validation = new Option<bool>("--validation") { Description = "Let the Vulkan validation layer listen; any message fails the run" };
        var log = new Option<DirectoryInfo?>("--log") { Description = "In a window: capture each actor's act into this folder, for emovid replay", HelpName = "FOLDER" };
        Option<DirectoryInfo?> pack = SharedOptions.Pack();

        var command = new Command("stage", "Stickers and avatars act on a stage: the renderer sample") { headless, output, frames, rate, overlay, width, height, actors, device, validation, log, pack };
        command.SetAction((parsed, cancellation) =>
        {
            FileInfo? file = parsed.GetValue(output);
            bool windowless = parsed.GetValue(headless);
            if (file is not null)
            {
                if (!windowless)
                {
                    throw new BadArgumentException("reading --output: found it without --headless, expected both; in the window, R records");
                }

                OutputPlace.Format("--output", file, "webm", "webp", "mp4", "gif", "apng", "png");
                OutputPlace.Require(file);
            }

            DirectoryInfo? logs = parsed.GetValue(log);
            if (logs is not null && (windowless || !logs.Exists))
            {
                throw new BadArgumentException(windowless
                    ? "reading --log: found --headless beside it, expected a window: without one the same options give the same pictures; leave one away"
                    : $"reading --log: found no folder '{logs}', expected one; make it first");
            }

            var options = new StageOptions
            {
                PackFolder = PackPlace.Resolve(parsed.GetValue(pack)),
                Device = Enum.Parse<StageDevice>(parsed.GetValue(device)!, ignoreCase: true),
                Width = parsed.GetValue(width),
                Height = parsed.GetValue(height),
                Actors = parsed.GetValue(actors),
                Frames = parsed.GetValue(frames),
                FramesPerSecond = parsed.GetValue(rate),
                Output = file?.FullName,
                Overlay = parsed.GetValue(overlay),
                Validation = parsed.GetValue(validation),
                LogFolder = logs?.FullName,
            };
            if (!windowless)
            {
                StageProgram.RunWindow(options, parsed.InvocationConfiguration.Error.WriteLine, cancellation);
                return Task.FromResult(ExitCode.Done);
            }

            StageReport report = WorkProgress.Run("stage", options.Frames, progress => StageProgram.RunHeadless(options, progress.Report, cancellation));
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{report.Frames} frames on {report.Device}: {report.Frames / report.Seconds:0.0} a second, p50 {report.FrameP50:0.0} ms, p99 {report.FrameP99:0.0} ms, SDK calls p99 {report.SdkP99:0.00} ms"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
