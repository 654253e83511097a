using System.Globalization;
using EmoVid.Realtime.Benchmarks.Content;
using EmoVid.Realtime.Benchmarks.Peers;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary>How fast the visual attributes of a frame are measured, against what a user would take instead and against the limit.</summary>
internal sealed partial class AttributeSuite(BenchmarkPlaces places)
{
    private const int Width = 1920, Height = 1080;

    /// <summary>Frames of 1080p in a ring: 66 MB, more than a desktop's or a small server's last-level cache.</summary>
    private const int RingFrames = 8;

    private const string OursOne = "EmoVid.Realtime, 1 thread";
    private const string OursTwo = "EmoVid.Realtime, 2 threads";
    private const string Avx2One = "C/AVX2, 1 thread";
    private const string Avx512One = "C/AVX-512, 1 thread";
    private const string OpenCvPlanes = "OpenCV C++, byte planes, 1 thread";
    private const string OpenCvHsv = "OpenCV C++, cvtColor, 1 thread";
    private const string OpenCvTutorial = "OpenCV C++, as tutorials write it";

    /// <summary>The full set without the histogram.</summary>
    private const AttributeSet WithoutHistogram = AttributeSet.EmoVid | AttributeSet.HaslerSusstrunk | AttributeSet.Luma;

    private readonly TestClips _clips = new(places.Clips);
    private readonly AttributePeers _peers = new(places.Peers);
    private readonly SuiteReport _report = new("Visual attributes");
    private readonly AttributeSums _sums = new();

    /// <summary>Runs everything.</summary>
    public (SuiteReport Report, (string Name, string Value)[] Versions) Run()
    {
        using FrameRing city = _clips.Rgba(Width, Height, RingFrames);
        using FrameRing noise = new FrameRing("noise", Width, Height, 4 * Width * Height, RingFrames).FillWithNoise(1, opaque: true);
        Check(city);
        Check(noise);
        _report.Part("full set", () => RaceFullSet(city, isTarget: true));
        _report.Part("full set on noise", () => RaceFullSet(noise, isTarget: false));
        _report.Part("sets", () => RaceSets(city));
        _report.Part("layouts", () => RaceLayouts(city));
        _report.Part("sizes", () => RaceSizes(city));
        _report.Part("software device", () => RaceSoftwareDevice(city));
        _report.Part("hardware device", () => MeasureHardware(city));
        _report.Part("allocations", () => CountAllocations(city));
        _report.Part("signalstats", RaceSignalStats);
        _report.Part("analyze", RaceAnalyze);
        return (_report,
        [
            ("OpenCV", $"{_peers.OpenCvVersion} ({MachineDescription.Package("libopencv-core406")})"),
            ("ffmpeg", MachineDescription.Ffmpeg()),
            ("Mesa", MachineDescription.Package("mesa-vulkan-drivers")),
        ]);
    }

    private static Contestant Meter(string name, CpuAttributeMeter meter, FrameRing ring, AttributeSums sums) =>
        new(name, frame => meter.Measure(ring.Rgba(frame), sums));

    /// <summary>Every peer measures what we measure.</summary>
    private void Check(FrameRing ring)
    {
        using var meter = new CpuAttributeMeter();
        for (int frame = 0; frame < ring.Count; frame++)
        {
            meter.Measure(ring.Rgba(frame), _sums);
            for (int threads = 1; threads <= 2; threads++)
            {
                PeerCheck.Equal(Avx2One, _sums, _peers.Avx2(ring, frame, threads));
                if (AttributePeers.HasAvx512)
                {
                    PeerCheck.Equal(Avx512One, _sums, _peers.Avx512(ring, frame, threads));
                }

                PeerCheck.Close(OpenCvPlanes, _sums, _peers.OpenCvPlanes(ring, frame, threads));
                PeerCheck.Close(OpenCvHsv, _sums, _peers.OpenCvHsv(ring, frame, threads));
            }
        }

        PeerCheck.Close(OpenCvTutorial, _sums, _peers.OpenCvTutorial(ring, ring.Count - 1, 1));
        Console.Error.WriteLine($"peers checked on {ring.Name}");
    }

    private void RaceFullSet(FrameRing ring, bool isTarget)
    {
        using var one = new CpuAttributeMeter(new AttributeMeterOptions { Threads = 1 });
        using var two = new CpuAttributeMeter(new AttributeMeterOptions { Threads = 2 });
        List<Contestant> contestants =
        [
            Meter(OursOne, one, ring, _sums),
            Meter(OursTwo, two, ring, _sums),
            new(Avx2One, frame => _peers.Avx2(ring, frame, 1)),
            new("C/AVX2, 2 threads", frame => _peers.Avx2(ring, frame, 2)),
            new(OpenCvPlanes, frame => _peers.OpenCvPlanes(ring, frame, 1)),
            new("OpenCV C++, byte planes, 2 threads", frame => _peers.OpenCvPlanes(ring, frame, 2)),
            new(OpenCvHsv, frame => _peers.OpenCvHsv(ring, frame, 1)),
            new(OpenCvTutorial, frame => _peers.OpenCvTutorial(ring, frame, 1)),
        ];
        if (AttributePeers.HasAvx512)
        {
            contestants.Insert(4, new(Avx512One, frame => _peers.Avx512(ring, frame, 1)));
            contestants.Insert(5, new("C/AVX-512, 2 threads", frame => _peers.Avx512(ring, frame, 2)));
        }

        RaceResult race = Race.Run(places.Rounds, contestants);
        string bestOpenCv = race.Time(OpenCvPlanes).Median <= race.Time(OpenCvHsv).Median ? OpenCvPlanes : OpenCvHsv;
        (string What, double Bound, bool AtLeast, string Slow, string Fast)[] rows =
        [
            ("full set, 1080p, one thread: faster than the best OpenCV C++", 4, true, bestOpenCv, OursOne),
            ("the same: faster than the tutorial way", 50, true, OpenCvTutorial, OursOne),
            ("the same: time over hand-written C/AVX2", 1.3, false, OursOne, Avx2One),
            ("two threads: faster than one", 1.7, true, OursOne, OursTwo),
        ];
        foreach ((string what, double bound, bool atLeast, string slow, string fast) in rows)
        {
            string named = $"{what} ({ring.Name})";
            Spread ratio = race.Ratio(slow, fast);
            _report.Add(!isTarget ? TargetRow.Informative(named, ratio) : atLeast ? TargetRow.AtLeast(named, bound, ratio) : TargetRow.AtMost(named, bound, ratio));
        }

        if (AttributePeers.HasAvx512)
        {
            _report.Add(TargetRow.Informative($"the same: time over hand-written C/AVX-512 ({ring.Name})", race.Ratio(OursOne, Avx512One)));
        }

        _report.AddTimes($"Full set, {Width}×{Height} RGBA8, {ring.Name}", race, OursOne);
    }

    private void RaceSets(FrameRing ring)
    {
        (string Name, AttributeSet Set)[] sets =
        [
            ("EmoVid's three", AttributeSet.EmoVid), ("Hasler–Süsstrunk", AttributeSet.HaslerSusstrunk), ("luma", AttributeSet.Luma),
            ("luma histogram", AttributeSet.LumaHistogram), ("without histogram", WithoutHistogram), ("standard", AttributeSet.Standard), ("all", AttributeSet.All),
        ];
        var contestants = new List<Contestant>();
        foreach ((string name, AttributeSet set) in sets)
        {
            for (int threads = 1; threads <= 2; threads++)
            {
                var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = set, Threads = threads });
                contestants.Add(Meter($"{name}, {threads} thread{(threads > 1 ? "s" : "")}", meter, ring, _sums));
            }
        }

        _report.AddTimes($"What each set costs, CPU, {Width}×{Height} RGBA8", Race.Run(places.Rounds, contestants), "standard, 1 thread");
    }

    private void RaceLayouts(FrameRing rgba)
    {
        const int YuvBytes = Width * Height * 3 / 2;
        using FrameRing nv12 = _clips.Frames(Width, Height, "nv12", YuvBytes, RingFrames), i420 = _clips.Frames(Width, Height, "yuv420p", YuvBytes, RingFrames);
        using var meter = new CpuAttributeMeter();
        using var straight = new CpuAttributeMeter();
        RaceResult race = Race.Run(places.Rounds,
            Meter("RGBA8, opaque", meter, rgba, _sums),
            new Contestant("RGBA8, straight alpha", frame => straight.Measure(new FrameView(rgba.Bytes(frame), Width, Height, 4 * Width, PixelFormat.Rgba8, AlphaMode.Straight), _sums)),
            new Contestant("RGBA8, premultiplied alpha", frame => straight.Measure(new FrameView(rgba.Bytes(frame), Width, Height, 4 * Width, PixelFormat.Rgba8, AlphaMode.Premultiplied), _sums)),
            new Contestant("NV12", frame => meter.Measure(nv12.Nv12(frame), _sums)),
            new Contestant("I420", frame => meter.Measure(i420.I420(frame), _sums)));
        _report.AddTimes($"Layouts, standard set, one thread, {Width}×{Height}", race, "RGBA8, opaque");
    }

    private void RaceSizes(FrameRing city)
    {
        using FrameRing uhd = _clips.Rgba(3840, 2160, 3), huge = _clips.Rgba(7680, 4320, 2);
        using var meter = new CpuAttributeMeter();
        var contestants = new List<Contestant>();
        foreach (FrameRing ring in new[] { city, uhd, huge })
        {
            contestants.Add(new Contestant(SizeName(ring), frame => meter.Measure(ring.Rgba(frame), _sums)));
        }

        RaceResult race = Race.Run(places.Rounds, contestants);
        double pixels = (double)huge.Pixels / city.Pixels;
        _report.Add(TargetRow.AtMost("cost of a pixel at 8K over that at 1080p", 1.5, race.Ratio(SizeName(huge), SizeName(city)).Times(1 / pixels)));
        _report.Add(TargetRow.Informative("cost of a pixel at 4K over that at 1080p", race.Ratio(SizeName(uhd), SizeName(city)).Times(1 / ((double)uhd.Pixels / city.Pixels))));
        _report.AddTimes("Sizes, standard set, one thread", race, SizeName(city));
    }

    private static string SizeName(FrameRing ring) => string.Create(CultureInfo.InvariantCulture, $"{ring.Width}×{ring.Height}");
}
