using System.CommandLine;
using System.Globalization;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid analyze FILE [--json F] [--csv F] [--plot F.png]</c></summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A picture, an animated picture or a video" };
        var json = new Option<FileInfo?>("--json") { Description = "Write all frames as JSON", HelpName = "FILE" };
        var csv = new Option<FileInfo?>("--csv") { Description = "Write all frames as CSV", HelpName = "FILE" };
        var plot = new Option<FileInfo?>("--plot") { Description = "Draw the attributes over time", HelpName = "FILE.png" };
        Option<int> every = SharedOptions.Whole("--every", "Measure every n-th frame", 1, 1, 1_000_000);
        Option<string> device = SharedOptions.Device();

        var command = new Command("analyze", "Measures brightness, colorfulness, hue and Hasler–Süsstrunk colourfulness") { file, json, csv, plot, every, device };
        command.SetAction((parsed, cancellation) =>
        {
            FileInfo? plotFile = parsed.GetValue(plot);
            if (plotFile is not null)
            {
                OutputPlace.Format("--plot", plotFile, "png");
            }

            foreach (FileInfo? output in new[] { parsed.GetValue(json), parsed.GetValue(csv), plotFile })
            {
                if (output is not null)
                {
                    OutputPlace.Require(output);
                }
            }

            string input = parsed.GetRequiredValue(file).ToString();
            using PixelEngine engine = EngineArgument.Open(parsed.GetValue(device)!);
            using AttributeMeter meter = engine.CreateMeter();
            ClipStrip? strip = plotFile is null ? null : new ClipStrip();
            AttributeTrack track = WorkProgress.Run(Path.GetFileName(input), FrameTotal(input), progress => AttributeTrack.Measure(input, meter, parsed.GetValue(every), strip, progress, cancellation));
            if (parsed.GetValue(json) is { } jsonFile)
            {
                AttributeTrackWriter.WriteJson(jsonFile.FullName, input, track);
            }

            if (parsed.GetValue(csv) is { } csvFile)
            {
                AttributeTrackWriter.WriteCsv(csvFile.FullName, track);
            }

            if (plotFile is not null)
            {
                AttributeTrackPlot.Write(plotFile.FullName, Path.GetFileName(input), track, strip!, cancellation);
            }

            WriteSummary(parsed.InvocationConfiguration.Output, track);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static int FrameTotal(string input)
    {
        using FrameReader reader = FrameReader.Open(input);
        return reader.FrameCount ?? 0;
    }

    private static void WriteSummary(TextWriter output, AttributeTrack track)
    {
        VisualAttributes a = track.Whole;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{track.Kind} {track.Width}×{track.Height}, {track.Samples.Count} frames measured by {track.Device}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"brightness         {a.Brightness:0.000}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"colorfulness       {a.Colorfulness:0.000}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hue                {a.HueDegrees:0.0}° (resultant length {a.HueResultantLength:0.000})"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Hasler–Süsstrunk   {a.HaslerSusstrunk:0.0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"coverage           {a.Coverage:0.000}"));
        output.WriteLine($"EmoVid-compatible  {track.Whole.ToEmoVid()}");
    }
}
