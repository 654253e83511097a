using System.Globalization;
using EmoVid.Realtime.Benchmarks.Content;
using EmoVid.Realtime.Benchmarks.Peers;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary>How fast frames are graded, against the filter that streamers use and against the limit.</summary>
internal sealed partial class GradeSuite(BenchmarkPlaces places)
{
    private const int Width = 1920, Height = 1080, RingFrames = 8;

    private const string OursOne = "EmoVid.Realtime, 1 thread";
    private const string OursTwo = "EmoVid.Realtime, 2 threads";
    private const string DitheredOne = "EmoVid.Realtime, dithered, 1 thread";
    private const string PeerOne = "C/AVX2, 1 thread";

    private static readonly GradeOptions Nearest = new() { NoDither = true };

    private readonly TestClips _clips = new(places.Clips);
    private readonly GradePeers _peers = new(places.Peers);
    private readonly SuiteReport _report = new("Mood grading");
    private readonly GradeLut _lut = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(Emotion.Sadness)));

    /// <summary>Runs everything.</summary>
    public (SuiteReport Report, (string Name, string Value)[] Versions) Run()
    {
        using FrameRing city = _clips.Rgba(Width, Height, RingFrames);
        using FrameRing noise = new FrameRing("noise", Width, Height, 4 * Width * Height, RingFrames).FillWithNoise(2, opaque: true);
        using var target = new FrameRing("target", Width, Height, 4 * Width * Height, RingFrames);
        foreach (FrameRing ring in new[] { city, noise })
        {
            _report.Part($"precision ({ring.Name})", () => Check(ring, target));
            _report.Part($"grade ({ring.Name})", () => RaceGrade(ring, target));
        }

        _report.Part("lut3d", () => RaceFfmpeg(city, target));
        _report.Part("software device", () => RaceSoftwareDevice(city, target));
        _report.Part("hardware device", () => RaceHardware(city, target));
        _report.Part("layouts", () => RaceLayouts(city, target));
        _report.Part("allocations", () => CountAllocations(city, target));
        return (_report,
        [
            ("ffmpeg", MachineDescription.Ffmpeg()),
            ("Mesa", MachineDescription.Package("mesa-vulkan-drivers")),
        ]);
    }

    private Contestant Grader(string name, CpuSceneGrader grader, FrameRing from, FrameRing to, GradeOptions options) =>
        new(name, frame => grader.Grade(from.Rgba(frame), to.Target(frame), _lut, options));

    /// <summary>Ours and the peer's frames are within 1/255 of double precision, on every pixel.</summary>
    private void Check(FrameRing ring, FrameRing target)
    {
        using var grader = new CpuSceneGrader();
        var reference = new TetrahedralReference(_lut);
        double ours = 0, theirs = 0;
        for (int frame = 0; frame < ring.Count; frame++)
        {
            grader.Grade(ring.Rgba(frame), target.Target(frame), _lut, Nearest);
            ours = Math.Max(ours, reference.WorstDifference(ring.Bytes(frame), target.Bytes(frame)));
            target.Bytes(frame).Clear();
            _peers.Grade(ring, target, frame, _lut.Entries, threads: 2);
            theirs = Math.Max(theirs, reference.WorstDifference(ring.Bytes(frame), target.Bytes(frame)));
        }

        _report.Add(new TargetRow($"without dithering, worst difference from double precision in codes ({ring.Name})", "≤ 1", Spread.Number(ours), ours <= 1));
        if (theirs > 1)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The C peer does other work: it is off by {theirs} codes."));
        }
    }

    private void RaceGrade(FrameRing ring, FrameRing target)
    {
        using var one = new CpuSceneGrader(1);
        using var two = new CpuSceneGrader(2);
        RaceResult race = Race.Run(places.Rounds,
            Grader(OursOne, one, ring, target, Nearest),
            Grader(OursTwo, two, ring, target, Nearest),
            Grader(DitheredOne, one, ring, target, default),
            Grader("EmoVid.Realtime, dithered, 2 threads", two, ring, target, default),
            new Contestant(PeerOne, frame => _peers.Grade(ring, target, frame, _lut.Entries, 1)),
            new Contestant("C/AVX2, 2 threads", frame => _peers.Grade(ring, target, frame, _lut.Entries, 2)),
            new Contestant("C/AVX2, 3×4 matrix", frame => _peers.Affine(ring, target, frame)),
            new Contestant("memcpy", frame => _peers.Copy(ring, target, frame)));
        bool isTarget = ring.Name == "city";
        Spread limit = race.Ratio(OursOne, PeerOne), threads = race.Ratio(OursOne, OursTwo);
        string limitName = $"1080p, one thread, without dithering: time over hand-written C/AVX2 ({ring.Name})", threadsName = $"two threads: faster than one ({ring.Name})";
        _report.Add(isTarget ? TargetRow.AtMost(limitName, 1.35, limit) : TargetRow.Informative(limitName, limit));
        _report.Add(isTarget ? TargetRow.AtLeast(threadsName, 1.7, threads) : TargetRow.Informative(threadsName, threads));
        _report.Add(TargetRow.Informative($"dithered: time over the same C/AVX2, which does not dither ({ring.Name})", race.Ratio(DitheredOne, PeerOne)));
        _report.AddTimes($"33-point table, {Width}×{Height} RGBA8, {ring.Name}", race, OursOne);
    }

    /// <summary>lut3d on the same frames and the same table: the time of a run with the filter less that of a run without it.</summary>
    private void RaceFfmpeg(FrameRing ring, FrameRing target)
    {
        const int Loops = 7, Frames = RingFrames * (Loops + 1);
        string raw = _clips.Raw(ring, "city.rgba");
        string cube = Path.Combine(places.Clips, "sadness.cube");
        File.WriteAllText(cube, CubeLut.From(_lut, "sadness").ToText());
        double Filter(string filter) => ToolRun.Time("ffmpeg", ["-v", "error", "-nostdin", "-filter_threads", "1", "-stream_loop", Loops.ToString(CultureInfo.InvariantCulture),
            "-f", "rawvideo", "-pix_fmt", "rgba", "-video_size", "1920x1080", "-i", raw, "-vf", filter, "-f", "null", "-"]);
        using var grader = new CpuSceneGrader(1);
        const string Peer = "ffmpeg lut3d tetrahedral, rgba, 1 thread (difference to the null filter)";
        RaceResult race = Race.Run(Math.Max(3, places.Rounds / 6),
            Grader(OursOne, grader, ring, target, Nearest),
            Grader(DitheredOne, grader, ring, target, default),
            new Contestant(Peer, _ => { }) { Timed = _ => Filter($"lut3d=file={cube}:interp=tetrahedral") - Filter("null"), FramesARun = Frames });
        File.Delete(raw);
        _report.Add(TargetRow.AtLeast("1080p, one thread: faster than ffmpeg's lut3d tetrahedral", 6, race.Ratio(Peer, OursOne)));
        _report.Add(TargetRow.AtLeast("the same with dithering, which lut3d lacks", 6, race.Ratio(Peer, DitheredOne)));
        _report.AddTimes($"ffmpeg lut3d, {Width}×{Height} rgba", race, OursOne);
    }

    private void RaceLayouts(FrameRing rgba, FrameRing target)
    {
        const int YuvBytes = Width * Height * 3 / 2;
        using FrameRing nv12 = _clips.Frames(Width, Height, "nv12", YuvBytes, RingFrames), i420 = _clips.Frames(Width, Height, "yuv420p", YuvBytes, RingFrames);
        using FrameRing yuvTarget = new("target", Width, Height, YuvBytes, RingFrames);
        using var grader = new CpuSceneGrader(1);
        RaceResult race = Race.Run(places.Rounds,
            Grader("RGBA8, opaque", grader, rgba, target, default),
            new Contestant("RGBA8, premultiplied alpha", frame => grader.Grade(
                new FrameView(rgba.Bytes(frame), Width, Height, 4 * Width, PixelFormat.Rgba8, AlphaMode.Premultiplied),
                new FrameTarget(target.Bytes(frame), Width, Height, 4 * Width, PixelFormat.Rgba8, AlphaMode.Premultiplied), _lut)),
            new Contestant("NV12", frame => grader.Grade(nv12.Nv12(frame), yuvTarget.Nv12Target(frame), _lut)),
            new Contestant("I420", frame => grader.Grade(i420.I420(frame), yuvTarget.I420Target(frame), _lut)));
        _report.AddTimes($"Layouts, dithered, one thread, {Width}×{Height}", race, "RGBA8, opaque");
    }

    private void CountAllocations(FrameRing ring, FrameRing target)
    {
        using var one = new CpuSceneGrader(1);
        using var two = new CpuSceneGrader(2);
        foreach ((string name, CpuSceneGrader grader) in new[] { ("1 thread", one), ("2 threads", two) })
        {
            long bytes = Allocations.Of(frame => grader.Grade(ring.Rgba(frame), target.Target(frame), _lut), frames: 100);
            _report.Add(new TargetRow($"bytes allocated in 100 frames, CPU, {name}", "0", $"{bytes}", bytes == 0));
        }
    }
}
