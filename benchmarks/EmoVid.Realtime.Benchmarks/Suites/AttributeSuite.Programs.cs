using System.Globalization;
using EmoVid.Realtime.Benchmarks.Content;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary>Peers that are programs: ffmpeg's statistics filter, and ffmpeg's decoder against the whole analysis of a clip.</summary>
internal sealed partial class AttributeSuite
{
    /// <summary>Runs of whole programs are long: fewer rounds say enough.</summary>
    private int ProgramRounds => Math.Max(3, places.Rounds / 6);

    /// <summary>signalstats: the time of a run with the filter less that of a run without it, over the frames.</summary>
    private void RaceSignalStats()
    {
        const int Loops = 12, Frames = RingFrames * (Loops + 1);
        using FrameRing yuv = _clips.Frames(Width, Height, "yuv420p", Width * Height * 3 / 2, RingFrames);
        using var meter = new CpuAttributeMeter();
        string raw = _clips.Raw(yuv, "city.yuv");
        double Filter(string filter) => ToolRun.Time("ffmpeg", ["-v", "error", "-nostdin", "-filter_threads", "1", "-stream_loop", Loops.ToString(CultureInfo.InvariantCulture),
            "-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", "1920x1080", "-i", raw, "-vf", filter, "-f", "null", "-"]);
        const string Peer = "ffmpeg signalstats, 1 thread (difference to the null filter)", Ours = "EmoVid.Realtime on the same I420 frames, 1 thread";
        RaceResult race = Race.Run(ProgramRounds,
            new Contestant(Ours, frame => meter.Measure(yuv.I420(frame), _sums)),
            new Contestant(Peer, _ => { }) { Timed = _ => Filter("signalstats") - Filter("null"), FramesARun = Frames });
        File.Delete(raw);
        _report.Add(TargetRow.Informative("faster than ffmpeg signalstats, which measures less", race.Ratio(Peer, Ours)));
        _report.AddTimes($"ffmpeg signalstats, {Width}×{Height} yuv420p", race, Ours);
    }

    /// <summary>The whole tool on a clip, against ffmpeg alone decoding it for a reader that throws the frames away.</summary>
    private void RaceAnalyze()
    {
        string clip = _clips.H264();
        string json = Path.Combine(places.Clips, "city-1080p.json");
        const string Decode = "ffmpeg alone, yuv420p to a pipe that is read and thrown away", Analyze = "emovid analyze --json";
        RaceResult race = Race.Run(ProgramRounds,
            new Contestant(Decode, _ => { }) { Timed = _ => ToolRun.Time("ffmpeg", ["-v", "error", "-nostdin", "-i", clip, "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]), FramesARun = TestClips.H264Frames },
            new Contestant(Analyze, _ => { }) { Timed = _ => ToolRun.Time("dotnet", [places.Tool, "analyze", clip, "--json", json]), FramesARun = TestClips.H264Frames });
        File.Delete(json);
        _report.Add(TargetRow.AtLeast("`emovid analyze` of a 1080p H.264 clip: frame rate over ffmpeg's alone", 0.8, race.Ratio(Decode, Analyze)));
        _report.AddTimes("A 1080p H.264 clip of 760 frames, whole programs", race, Decode);
    }
}
