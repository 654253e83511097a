using System.CommandLine;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid grade IN OUT --mood sadness:0.7,…</c></summary>
internal static class GradeCommand
{
    private static readonly Argument<string> In = new("IN") { Description = "A picture, sticker or video; - for standard input" };
    private static readonly Argument<string> Out = new("OUT") { Description = "Output file, its format by its extension; - for raw frames on standard output, where --raw describes the input" };
    private static readonly Option<string> Mood = MoodArgument.Create(isRequired: false);
    private static readonly Option<DirectoryInfo?> Moods = MoodArgument.Folder();
    private static readonly Option<FileInfo?> Timeline = new("--timeline") { Description = "Moods over time in place of --mood", HelpName = "FILE.json" };
    private static readonly Option<double> Strength = SharedOptions.Number("--strength", "How much of the mood", 1, 0, 1);
    private static readonly Option<double> Intensity = SharedOptions.Number("--intensity", "How intense the emotions are", 1, 0, 1);
    private static readonly Option<double> Transition = SharedOptions.Number("--transition", "Seconds for 95 % of the way from neutral to the mood; with --control those of a set-mix that names none", 0, 0, 3600);
    private static readonly Option<double> Skin = MoodArgument.SkinProtection();
    private static readonly Option<FileInfo?> Mask = new("--mask") { Description = "A picture of the frames' size; what is black in it stays as it is", HelpName = "FILE.png" };
    private static readonly Option<FrameRegion?> Hud = RegionArgument.Create("--hud", "A rectangle that stays as it is, pixels from the top left");
    private static readonly Option<bool> NoLimiter = new("--no-limiter") { Description = "Let flashes pass" };
    private static readonly Option<FileInfo?> Flashes = new("--flash-report") { Description = "Write what the flash limiter saw and did, a row a frame", HelpName = "FILE.csv" };
    private static readonly Option<bool> Compare = new("--compare") { Description = "Show the original beside the graded picture" };
    private static readonly Option<bool> ToneMap = SharedOptions.ToneMap();
    private static readonly Option<RawFrameFormat?> Raw = RawArgument.Create();
    private static readonly Option<bool> Live = new("--live") { Description = "Measure and steer beside the frames instead of before each; for raw frames" };
    private static readonly Option<bool> Control = new("--control") { Description = "Let a program on this machine drive a live grade (docs/control.md)" };
    private static readonly Option<int> Port = SharedOptions.Whole("--control-port", "Port of the control; 0 is any free one", 0, 0, ushort.MaxValue);
    private static readonly Option<string[]> Origins = new("--control-origin") { Description = "A web origin that may connect to the control; may be repeated", HelpName = "ORIGIN" };
    private static readonly Option<FileInfo?> Log = CaptureArgument.Create();
    private static readonly Option<int> Threads = SharedOptions.Whole("--threads", "Threads that grade; 0 is one a core", 0, 0, 256);
    private static readonly Option<string> Device = SharedOptions.Device();

    public static Command Create()
    {
        var command = new Command("grade", "Recolours a picture, a clip or a stream of frames by mood")
        {
            In, Out, Mood, Moods, Timeline, Strength, Intensity, Transition, Skin, Mask, Hud, NoLimiter, Flashes, Compare, ToneMap, Raw, Live, Control, Port, Origins, Log, Threads, Device,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Check(parsed);
        using MoodLibrary library = parsed.GetValue(Live)
            ? MoodArgument.OpenAndWatch(parsed.GetValue(Moods), TextWriter.Synchronized(parsed.InvocationConfiguration.Error))
            : MoodArgument.Open(parsed.GetValue(Moods));
        var mood = GradeMood.Read(library, parsed.GetValue(Mood), parsed.GetValue(Timeline), parsed.GetValue(Intensity), parsed.GetValue(Strength), parsed.GetValue(Transition));
        Refuse(parsed.GetValue(Control) && mood.Settings.Signal is null, "--mood", "a mood of your own beside --control", "a mix of the eight emotions (a mood of your own may bear an emotion's name)");
        FrameRegion? hud = parsed.GetValue(Hud);
        using var place = GradePlaces.Open(parsed.GetValue(In)!, parsed.GetValue(Out)!, parsed.GetValue(Raw), parsed.GetValue(Compare), parsed.GetValue(ToneMap), cancellation);
        byte[]? coverage = parsed.GetValue(Mask) is { } mask ? GradeMask.Read(mask.ToString(), place.Reader.Width, place.Reader.Height, cancellation) : null;
        using PixelEngine engine = EngineArgument.Open(parsed.GetValue(Device)!);
        using var grader = new SceneGrader(engine, new SceneGraderOptions
        {
            IsLive = parsed.GetValue(Live),
            Threads = parsed.GetValue(Threads),
            LimitsFlashes = !parsed.GetValue(NoLimiter),
            Library = library,
        });
        grader.Settings = mood.Settings with
        {
            SkinProtection = (float)parsed.GetValue(Skin),
            Grading = new GradeOptions { Untouched = hud is { } r ? new PixelRectangle(r.X, r.Y, r.Width, r.Height) : default },
        };
        using CaptureWriter? capture = parsed.GetValue(Log) is { } log
            ? CaptureWriter.Create(log.FullName, Header(parsed, engine, place), CaptureArgument.Inputs((CaptureInput.Scene, parsed.GetValue(In)), (CaptureInput.Mask, parsed.GetValue(Mask)?.ToString())))
            : null;
        Action<TimeSpan>? beforeFrame = mood.Follow(grader);
        GradeControl? control = parsed.GetValue(Control)
            ? await GradeControl.StartAsync(grader, mood.Settings.Signal!, parsed.GetValue(Port), parsed.GetValue(Origins) ?? [], parsed.InvocationConfiguration.Error, cancellation).ConfigureAwait(false)
            : null;
        try
        {
            using var frames = new GradeFrames(grader, place.Writer, coverage, parsed.GetValue(Compare), parsed.GetValue(Flashes)?.FullName)
            {
                BeforeFrame = control is null ? beforeFrame : control.Tick,
                IsStill = place.IsStill,
                WithDurations = place.WithDurations,
                Capture = capture,
            };
            place.Run(progress => frames.Run(place.Reader, progress, cancellation));
            return ExitCode.Done;
        }
        finally
        {
            if (control is not null)
            {
                await control.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static CaptureHeader Header(ParseResult parsed, PixelEngine engine, GradePlaces place) => new()
    {
        Work = CaptureWork.Grade,
        Device = engine.Device,
        LimitsFlashes = !parsed.GetValue(NoLimiter),
        KeepsYuv = place.KeepsYuv,
        MapsTones = parsed.GetValue(ToneMap),
        PassSeconds = place.IsStill ? GradeFrames.SettlingStep.TotalSeconds : 0,
    };

    private static void Check(ParseResult parsed)
    {
        bool raw = parsed.GetValue(Raw) is not null, piped = parsed.GetValue(In) == AnalyzeInputs.StandardInput, control = parsed.GetValue(Control), timed = parsed.GetValue(Timeline) is not null;
        Refuse((parsed.GetValue(Mood) is null) == !timed && !control, "--mood", "neither it nor --timeline, or both", "one of them");
        Refuse(control && timed, "--control", "it beside --timeline", "one of them");
        Refuse(timed && parsed.GetResult(Transition) is { Implicit: false }, "--transition", "it beside --timeline", "the transitions in the timeline");
        Refuse(raw && !piped, "--raw", "an input that is not standard input (-)", "that");
        Refuse(parsed.GetValue(Out) == AnalyzeInputs.StandardInput && !raw, "OUT", "- without --raw", "a file, or raw frames on both sides");
        Refuse(parsed.GetValue(Live) && !raw, "--live", "it without --raw", "raw frames on standard input");
        Refuse(control && !parsed.GetValue(Live), "--control", "it without --live", "both");
        Refuse(!control && (parsed.GetResult(Port) is { Implicit: false } || parsed.GetResult(Origins) is { Implicit: false }), "--control-port and --control-origin", "one without --control", "both");
        Refuse(raw && parsed.GetValue(Compare), "--compare", "it beside --raw", "a file as input");
        Refuse(raw && parsed.GetValue(ToneMap), "--tone-map", "it beside --raw", "a file as input");
        Refuse(parsed.GetValue(NoLimiter) && parsed.GetValue(Flashes) is not null, "--flash-report", "it beside --no-limiter", "one of them");
        if (parsed.GetValue(Log) is { } log)
        {
            Refuse(piped, CaptureArgument.Name, "it with standard input", "a file as input");
            Refuse(parsed.GetValue(Live), CaptureArgument.Name, "it beside --live", "fixed steps, which alone can be repeated");
            Refuse(parsed.GetValue(Moods) is not null, CaptureArgument.Name, "it beside --moods", "the eight moods of the SDK");
            OutputPlace.Require(log);
        }

        if (parsed.GetValue(Flashes) is { } report)
        {
            OutputPlace.Format("--flash-report", report, "csv");
            OutputPlace.Require(report);
        }
    }

    private static void Refuse(bool isWrong, string option, string found, string expected)
    {
        if (isWrong)
        {
            throw new BadArgumentException($"reading {option}: found {found}, expected {expected}; see emovid grade --help");
        }
    }
}
