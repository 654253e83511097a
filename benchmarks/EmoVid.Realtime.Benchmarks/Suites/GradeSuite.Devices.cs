using EmoVid.Realtime.Benchmarks.Content;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;
using EmoVid.Realtime.Vulkan;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary>Grade and meter together, as the closed loop runs them, on every engine.</summary>
internal sealed partial class GradeSuite
{
    /// <summary>What the loop that steers the grade reads, and luma: the full set without the histogram.</summary>
    private const AttributeSet LoopSet = AttributeSet.EmoVid | AttributeSet.HaslerSusstrunk | AttributeSet.Luma;

    private readonly AttributeSums _sums = new();

    private void RaceDevice(FrameRing ring, FrameRing target, PixelEngine engine)
    {
        using IFrameGrader grader = engine.CreateGrader();
        using AttributeMeter meter = engine.CreateMeter(new AttributeMeterOptions { Set = LoopSet });
        using var cpuGrader = new CpuSceneGrader(2);
        using var cpuMeter = new CpuAttributeMeter(new AttributeMeterOptions { Set = LoopSet, Threads = 2 });
        CheckSameFrame(grader, cpuGrader, ring, target);
        string name = engine.IsSoftware ? "software Vulkan" : engine.Device;
        string vulkan = $"{name}, grade and meter";
        const string Cpu = "CPU, 2 threads, grade and meter";
        RaceResult race = Race.Run(places.Rounds,
            new Contestant(Cpu, frame => Both(cpuGrader, cpuMeter, ring, target, frame)),
            new Contestant(vulkan, frame => Both(grader, meter, ring, target, frame)),
            new Contestant("CPU, 2 threads, grade alone", frame => cpuGrader.Grade(ring.Rgba(frame), target.Target(frame), _lut)),
            new Contestant($"{name}, grade alone", frame => grader.Grade(ring.Rgba(frame), target.Target(frame), _lut)));
        Spread ratio = race.Ratio(vulkan, Cpu);
        string what = $"{name}, grade and meter together, 1080p, over the two-thread CPU engine doing both";
        _report.Add(engine.IsSoftware ? TargetRow.AtMost(what, 4, ratio) : TargetRow.Informative(what, ratio));
        _report.AddTimes($"{engine.Device}, dithered, {Width}×{Height} RGBA8 from and to host memory", race, Cpu);
    }

    private void RaceSoftwareDevice(FrameRing ring, FrameRing target)
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Software);
        RaceDevice(ring, target, engine);
    }

    private void RaceHardware(FrameRing ring, FrameRing target)
    {
        PixelEngine engine;
        try
        {
            engine = PixelEngine.Open(EngineChoice.Gpu);
        }
        catch (EmoVidException)
        {
            _report.AddText("No hardware device here: the GPU rows are measured where there is one.");
            return;
        }

        using (engine)
        {
            RaceDevice(ring, target, engine);
            AddDeviceTimes(engine, ring, target);
        }
    }

    /// <summary>Time by the device's own clock, beside the time that the bytes which must move would take at the bandwidth that the device shows: that of the
    /// meter's pass of the opponents alone, which reads the same frame and computes little.</summary>
    private void AddDeviceTimes(PixelEngine engine, FrameRing ring, FrameRing target)
    {
        const int Frames = 300;
        using AttributeMeter opponents = engine.CreateMeter(new AttributeMeterOptions { Set = AttributeSet.HaslerSusstrunk });
        using AttributeMeter loop = engine.CreateMeter(new AttributeMeterOptions { Set = LoopSet });
        using IFrameGrader grader = engine.CreateGrader();
        double Median(Action<int> frame, Func<long?> nanoseconds)
        {
            var times = new List<double>(Frames);
            for (int i = 0; i < Frames; i++)
            {
                frame(i);
                times.Add(nanoseconds() ?? throw new InvalidOperationException($"{engine.Device} has no clock."));
            }

            return Spread.Of(times).Median;
        }

        double bandwidth = ring.FrameBytes / Median(i => opponents.Measure(ring.Rgba(i), _sums), () => (opponents as VulkanAttributeMeter)?.LastPassNanoseconds);
        var lines = new List<string>
        {
            $"Device time of a frame, {engine.Device}, {Width}×{Height} RGBA8, {Frames} frames, against {Spread.Number(bandwidth)} GB/s:",
            "", "| | µs, median | MB moved | × the time of these bytes |", "|---|---|---|---|",
        };
        void Add(string name, double nanoseconds, long bytes) => lines.Add(
            $"| {name} | {Spread.Number(nanoseconds / 1000)} | {Spread.Number(bytes / 1e6)} | {Spread.Number(nanoseconds * bandwidth / bytes)} |");

        double measured = Median(i => loop.Measure(ring.Rgba(i), _sums), () => (loop as VulkanAttributeMeter)?.LastPassNanoseconds);
        double graded = Median(i => grader.Grade(ring.Rgba(i), target.Target(i), _lut), () => (grader as VulkanSceneGrader)?.LastPassNanoseconds);
        Add("meter", measured, ring.FrameBytes);
        Add("grade, dithered", graded, 2L * ring.FrameBytes);
        Add("both", measured + graded, 3L * ring.FrameBytes);
        _report.AddText(string.Join('\n', lines));
    }

    private void Both(IFrameGrader grader, AttributeMeter meter, FrameRing ring, FrameRing target, int frame)
    {
        meter.Measure(ring.Rgba(frame), _sums);
        grader.Grade(ring.Rgba(frame), target.Target(frame), _lut);
    }

    /// <summary>Both engines write the same bytes.</summary>
    private void CheckSameFrame(IFrameGrader device, IFrameGrader cpu, FrameRing ring, FrameRing target)
    {
        device.Grade(ring.Rgba(0), target.Target(0), _lut);
        cpu.Grade(ring.Rgba(0), target.Target(1), _lut);
        if (!target.Bytes(0).SequenceEqual(target.Bytes(1)))
        {
            throw new InvalidOperationException($"{device.Device} grades to other bytes than the CPU.");
        }
    }
}
