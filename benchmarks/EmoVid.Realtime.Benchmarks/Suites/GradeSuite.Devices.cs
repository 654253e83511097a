using EmoVid.Realtime.Benchmarks.Content;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;

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
        }
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
