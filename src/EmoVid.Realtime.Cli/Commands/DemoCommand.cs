using System.CommandLine;
using System.Globalization;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Cli.Terminal;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid demo</c>: the main job of <c>./build.sh demo</c>.</summary>
internal static class DemoCommand
{
    private static readonly string[] Names = ["face.webp", "dog.webp", "balloon.webp", "avatar.png"];

    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder for the clips, the sheet and the report; made if missing", HelpName = "FOLDER", DefaultValueFactory = _ => new DirectoryInfo("out/demo") };
        var stills = new Option<DirectoryInfo>("--stills") { Description = $"Folder with {string.Join(", ", Names)}", HelpName = "FOLDER", DefaultValueFactory = _ => new DirectoryInfo("samples/stickers") };
        Option<double> seconds = SharedOptions.Number("--seconds", "Length of a clip", 3, ClipRequest.MinSeconds, ClipRequest.MaxSeconds);
        Option<int> size = SharedOptions.Whole("--size", "Side of the frames in pixels", 512, ClipRequest.MinSize, ClipRequest.MaxSize);
        Option<int> seed = SharedOptions.Whole("--seed", "Another seed is another performance", 1, 0, int.MaxValue);
        Option<string> provider = SharedOptions.Provider();
        Option<string> device = SharedOptions.Device();
        Option<DirectoryInfo?> pack = SharedOptions.Pack();
        var lines = new Option<bool>("--progress-lines") { Description = "Tell progress as one line a clip, for logs" };

        var command = new Command("demo", "Makes four stills act eight emotions: clips, a contact sheet and a report") { output, stills, seconds, size, seed, provider, device, pack, lines };
        command.SetAction((parsed, cancellation) =>
        {
            DirectoryInfo folder = parsed.GetValue(output)!;
            OutputPlace.RequireOrCreateFolder(folder);
            var options = new DemoOptions
            {
                Stills = [.. Names.Select(name => (Path.GetFileNameWithoutExtension(name), Path.Combine(parsed.GetValue(stills)!.ToString(), name)))],
                OutputFolder = folder.FullName,
                Clip = new ClipRequest { Seconds = parsed.GetValue(seconds), Size = parsed.GetValue(size), Seed = (ulong)parsed.GetValue(seed) },
            };
            TextWriter error = parsed.InvocationConfiguration.Error;
            using PixelEngine engine = EngineArgument.OpenForDemo(parsed.GetValue(device)!);
            using StickerAnimator animator = StickerAnimator.Open(PackPlace.Resolve(parsed.GetValue(pack)), engine, EngineArgument.Generator(parsed.GetValue(provider)!));
            int frames = options.Stills.Count * options.Emotions.Count * options.Clip.FrameCount;
            DemoResult result = parsed.GetValue(lines)
                ? DemoJob.Run(animator, engine, options, new ClipLines(error), cancellation)
                : WorkProgress.Run("demo", frames, progress => DemoJob.Run(animator, engine, options, new WholeJob(progress), cancellation));
            WriteTable(parsed.InvocationConfiguration.Output, result, folder.ToString());
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void WriteTable(TextWriter output, DemoResult result, string folder)
    {
        PlainTable.Write(output,
            ["sticker", "clips", "MB", "generator ms p50", "p99", "compositor ms p50", "p99", "meter ms p50", "encoder ms p50", "brightness", "colorfulness"],
            result.Clips.GroupBy(clip => clip.Still).Select(group =>
            {
                ClipReport[] reports = [.. group.Select(clip => clip.Report)];
                return (IReadOnlyList<string>)
                [
                    group.Key,
                    Number(reports.Length, "0"),
                    Number(group.Sum(clip => clip.Bytes) / 1e6, "0.0"),
                    Number(reports.Average(report => report.Generator.P50), "0.0"),
                    Number(reports.Max(report => report.Generator.P99), "0.0"),
                    Number(reports.Average(report => report.Compositor.P50), "0.0"),
                    Number(reports.Max(report => report.Compositor.P99), "0.0"),
                    Number(reports.Average(report => report.Meter.P50), "0.0"),
                    Number(reports.Average(report => report.Sinks.P50), "0.0"),
                    Number(reports.Average(report => report.Attributes.Brightness), "0.00"),
                    Number(reports.Average(report => report.Attributes.Colorfulness), "0.00"),
                ];
            }));
        output.WriteLine($"{result.Clips.Count} clips, {DemoJob.SheetName} and {DemoJob.ReportName} in {folder} after {Number(result.Seconds, "0")} s");
        output.WriteLine($"device {result.Device}; networks on {result.Provider}; pack {result.Pack}, sha256 {result.PackHash[..16]}…; seed {result.Clip.Seed}");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed class WholeJob(IProgress<int> progress) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => progress.Report(value.Clip * value.FrameCount + value.Frame);
    }

    private sealed class ClipLines(TextWriter error) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.Frame == value.FrameCount)
            {
                error.WriteLine($"[{value.Clip + 1,2}/{value.ClipCount}] {value.Still} {EmotionNames.Get(value.Emotion)}");
            }
        }
    }
}
