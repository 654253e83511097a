using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>Analyzes one input after the other, and writes what was asked for of each.</summary>
internal sealed class AnalyzeWork(AttributeMeter meter, AttributeTrackOptions options, AnalyzeOutputs outputs, RawFrameFormat? raw, TextWriter output, bool several)
{
    private readonly List<EmoVidAnnotation> _rows = [];

    /// <summary>Whether high dynamic range video is brought to sRGB; otherwise it is refused.</summary>
    public bool MapsTones { get; init; }

    /// <summary>Of several inputs a failure is one line, and the others go on.</summary>
    public int RunAll(IReadOnlyList<string> inputs, bool emoVid, TextWriter error, bool verbose, CancellationToken cancellation)
    {
        int code = ExitCode.Done;
        foreach (string input in inputs)
        {
            try
            {
                Run(input, emoVid, cancellation);
            }
#pragma warning disable CA1031 // Whatever one file does, the others are measured; the line and the exit code tell.
            catch (Exception failure) when (several && failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                error.WriteLine(FailureLine.Describe(failure, verbose).Line);
                code = ExitCode.Failed;
            }
        }

        return code;
    }

    /// <summary>Writes EmoVid's rows, of all inputs that worked.</summary>
    public void WriteEmoVid(string? json, string? csv)
    {
        if (json is not null)
        {
            AtomicFile.WriteText(json, EmoVidAnnotation.ToJson(_rows));
        }

        if (csv is not null)
        {
            AtomicFile.WriteText(csv, EmoVidAnnotation.ToCsv(_rows));
        }

        if (json is null && csv is null)
        {
            output.Write(EmoVidAnnotation.ToCsv(_rows));
        }
    }

    private void Run(string input, bool emoVid, CancellationToken cancellation)
    {
        ClipStrip? strip = outputs.WantsPlot ? new ClipStrip() : null;
        bool piped = input == AnalyzeInputs.StandardInput;
        using Stream? stream = piped ? Console.OpenStandardInput() : null;
        using SpooledInput? spooled = piped && raw is null ? SpooledInput.Create(stream!, input, cancellationToken: cancellation) : null;
        var readerOptions = new FrameReaderOptions { KeepYuv = AttributeTrack.CanKeepYuv(options), Hdr = MapsTones ? HdrHandling.ToneMap : HdrHandling.Refuse };
        using FrameReader reader = piped && raw is not null
            ? new RawFrameReader(stream!, raw, input, cancellationToken: cancellation)
            : FrameReader.Open(spooled?.Path ?? input, readerOptions, cancellation);
        AttributeTrack track = WorkProgress.Run(Path.GetFileName(input), FrameTotal(reader), progress => AttributeTrack.Measure(reader, input, meter, options, strip, progress, cancellation), "frames");
        foreach (string warning in track.Warnings)
        {
            Notices.OfThisRun.Add($"{input}: {warning}");
        }

        if (emoVid)
        {
            _rows.Add(EmoVidAnnotation.Of(input, track));
            return;
        }

        if (outputs.Json(input) is { } json)
        {
            AttributeTrackWriter.WriteJson(json, input, track);
        }

        if (outputs.Csv(input) is { } csv)
        {
            AttributeTrackWriter.WriteCsv(csv, track);
        }

        if (outputs.Plot(input) is { } plot)
        {
            AttributeTrackPlot.Write(plot, Path.GetFileName(input), track, strip!, cancellation);
        }

        AnalyzeSummary.Write(output, several ? input : null, track);
    }

    /// <summary>Frames of a clip, or an estimate of a video's, or 0.</summary>
    public static int FrameTotal(FrameReader reader) => reader.FrameCount
        ?? (reader is { Duration: { } duration, Video: { } video } && double.IsFinite(video.FramesPerSecond) ? (int)Math.Min(int.MaxValue, duration.TotalSeconds * video.FramesPerSecond) : 0);
}
