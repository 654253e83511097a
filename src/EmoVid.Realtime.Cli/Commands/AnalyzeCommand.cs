using System.CommandLine;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid analyze FILE… [--json F] [--csv F] [--plot F.png]</c></summary>
internal static class AnalyzeCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Pictures, stickers, videos, folders of them, or - for standard input",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Write frames, seconds, shots, extremes as JSON; of several files, a folder", HelpName = "FILE" };
    private static readonly Option<FileInfo?> Csv = new("--csv") { Description = "Write all frames as CSV; of several files, a folder", HelpName = "FILE" };
    private static readonly Option<FileInfo?> Plot = new("--plot") { Description = "Draw the attributes over time; of several files, a folder", HelpName = "FILE.png|.svg" };
    private static readonly Option<bool> EmoVid = new("--emovid") { Description = $"EmoVid's annotation form: every {AttributeTrackOptions.EmoVidEvery}th frame pooled, one decimal, whole degrees; --json and --csv are then one file with a row a clip" };
    private static readonly Option<int> Every = SharedOptions.Whole("--every", "Measure every n-th frame", 1, 1, 1_000_000);
    private static readonly Option<int> Threads = SharedOptions.Whole("--threads", "Threads of the CPU engine; the default leaves half the cores to the decoder, 0 takes one a core", Math.Max(1, Environment.ProcessorCount / 2), 0, 256);
    private static readonly Option<AttributeSet?> Set = AttributeSetArgument.Create();
    private static readonly Option<FrameRegion?> Region = RegionArgument.Create();
    private static readonly Option<FileInfo?> Mask = new("--mask") { Description = "A picture of the frames' size; what is black in it does not count", HelpName = "FILE.png" };
    private static readonly Option<bool> ToneMap = SharedOptions.ToneMap();
    private static readonly Option<RawFrameFormat?> Raw = RawArgument.Create();
    private static readonly Option<string> Device = SharedOptions.Device();

    public static Command Create()
    {
        var command = new Command("analyze", "Measures what pictures and clips look like: brightness, colorfulness, hue, luma, motion, cuts")
        {
            Files, Json, Csv, Plot, EmoVid, Every, Set, Region, Mask, ToneMap, Raw, Threads, Device,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string[] arguments = parsed.GetRequiredValue(Files);
        bool emoVid = parsed.GetValue(EmoVid), several = AnalyzeInputs.IsSeveral(arguments);
        if (emoVid && (parsed.GetResult(Every) is { Implicit: false } || parsed.GetValue(Plot) is not null || parsed.GetValue(Set) is not null))
        {
            throw new BadArgumentException("reading --emovid: found it beside --every, --set or --plot, expected none of them; EmoVid's form is fixed");
        }

        if (parsed.GetValue(Raw) is not null && !arguments.Contains(AnalyzeInputs.StandardInput))
        {
            throw new BadArgumentException("reading --raw: found no standard input (-) among the files, expected one; name it or leave --raw out");
        }

        IReadOnlyList<string> inputs = AnalyzeInputs.Expand(arguments);
        var outputs = new AnalyzeOutputs(several && !emoVid, inputs, parsed.GetValue(Json), parsed.GetValue(Csv), parsed.GetValue(Plot));
        var options = new AttributeTrackOptions
        {
            Every = emoVid ? AttributeTrackOptions.EmoVidEvery : parsed.GetValue(Every),
            Region = parsed.GetValue(Region),
            Mask = parsed.GetValue(Mask) is { } mask ? StickerReader.Read(mask.FullName, cancellationToken: cancellation) : null,
            KeepSamples = outputs.WantsRows && !emoVid,
        };
        AttributeSet set = emoVid ? AttributeSet.EmoVid : parsed.GetValue(Set) ?? AttributeTrack.DefaultSet;
        set |= outputs.WantsPlot ? AttributeTrackPlot.RequiredSet : AttributeSet.None;
        using PixelEngine engine = EngineArgument.Open(parsed.GetValue(Device)!);
        using AttributeMeter meter = engine.CreateMeter(new AttributeMeterOptions { Set = set, Threads = parsed.GetValue(Threads) });
        var work = new AnalyzeWork(meter, options, outputs, parsed.GetValue(Raw), parsed.InvocationConfiguration.Output, several) { MapsTones = parsed.GetValue(ToneMap) };
        int code = work.RunAll(inputs, emoVid, parsed.InvocationConfiguration.Error, parsed.GetValue(SharedOptions.Verbose), cancellation);
        if (emoVid)
        {
            work.WriteEmoVid(parsed.GetValue(Json)?.FullName, parsed.GetValue(Csv)?.FullName);
        }

        return code;
    }
}
