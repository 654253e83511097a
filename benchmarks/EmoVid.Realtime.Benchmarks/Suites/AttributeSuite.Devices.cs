using EmoVid.Realtime.Benchmarks.Content;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;
using EmoVid.Realtime.Vulkan;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary>The Vulkan pass, and what every engine allocates.</summary>
internal sealed partial class AttributeSuite
{
    private void RaceSoftwareDevice(FrameRing ring)
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Software);
        using AttributeMeter plain = engine.CreateMeter(new AttributeMeterOptions { Set = WithoutHistogram });
        using AttributeMeter queued = engine.CreateMeter(new AttributeMeterOptions { Set = WithoutHistogram });
        using AttributeMeter standard = engine.CreateMeter();
        using AttributeMeter all = engine.CreateMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        using var cpu = new CpuAttributeMeter(new AttributeMeterOptions { Set = WithoutHistogram, Threads = 2 });
        using var cpuStandard = new CpuAttributeMeter(new AttributeMeterOptions { Threads = 2 });
        CheckDevice(standard, ring);
        const string Cpu = "CPU, 2 threads, without histogram", Waiting = "Vulkan, software, without histogram, waiting", InFlight = "Vulkan, software, without histogram, in flight";
        RaceResult race = Race.Run(places.Rounds,
            Meter(Cpu, cpu, ring, _sums),
            new Contestant(Waiting, frame => plain.Measure(ring.Rgba(frame), _sums)),
            new Contestant(InFlight, frame => Stream(queued, ring, frame)),
            Meter("CPU, 2 threads, standard", cpuStandard, ring, _sums),
            new Contestant("Vulkan, software, standard, waiting", frame => standard.Measure(ring.Rgba(frame), _sums)),
            new Contestant("Vulkan, software, all, waiting", frame => all.Measure(ring.Rgba(frame), _sums)));
        _report.Add(TargetRow.AtMost("software Vulkan without histogram, 1080p, frame after frame, over the two-thread CPU engine", 3.5, race.Ratio(InFlight, Cpu)));
        _report.Add(TargetRow.Informative("the same, waiting for each frame", race.Ratio(Waiting, Cpu)));
        _report.AddTimes($"{engine.Device}, {Width}×{Height} RGBA8 from host memory", race, Cpu);
    }

    /// <summary>A device's sums are the CPU's.</summary>
    private void CheckDevice(AttributeMeter device, FrameRing ring)
    {
        using var cpu = new CpuAttributeMeter();
        var other = new AttributeSums();
        cpu.Measure(ring.Rgba(0), _sums);
        device.Measure(ring.Rgba(0), other);
        if (!_sums.ValueEquals(other))
        {
            throw new InvalidOperationException($"{device.Device} measures other sums than the CPU.");
        }
    }

    /// <summary>Hands a frame over and takes whatever results are there; waits only for a free place.</summary>
    private void Stream(AttributeMeter meter, FrameRing ring, int frame)
    {
        while (!meter.TrySubmit(ring.Rgba(frame), frame))
        {
            if (!meter.TryRead(_sums, out _))
            {
                Thread.Yield();
            }
        }

        meter.TryRead(_sums, out _);
    }

    private void MeasureHardware(FrameRing ring)
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
            using AttributeMeter standard = engine.CreateMeter();
            using AttributeMeter all = engine.CreateMeter(new AttributeMeterOptions { Set = AttributeSet.All });
            CheckDevice(standard, ring);
            using FrameRing uhd = _clips.Rgba(3840, 2160, 3);
            foreach (FrameRing frames in new[] { ring, uhd })
            {
                const string Standard = "standard, frames from host memory, in flight";
                RaceResult race = Race.Run(places.Rounds,
                    new Contestant(Standard, frame => Stream(standard, frames, frame)),
                    new Contestant("all, frames from host memory, in flight", frame => Stream(all, frames, frame)));
                _report.AddTimes($"{engine.Device}, {SizeName(frames)} RGBA8 from host memory", race, Standard);
                AddDeviceTimes(engine, frames);
            }
        }
    }

    /// <summary>Time by the device's own clock, many frames in flight, and what it means as bytes read in a second. The pass of the opponents alone
    /// reads the same bytes and computes little: its rate is the bandwidth that the others are held against.</summary>
    private void AddDeviceTimes(PixelEngine engine, FrameRing ring)
    {
        const int Frames = 300;
        (string Name, AttributeSet Set)[] sets = [("opponents alone", AttributeSet.HaslerSusstrunk), ("without histogram", WithoutHistogram), ("standard", AttributeSet.Standard), ("all", AttributeSet.All)];
        double bandwidth = 0;
        var lines = new List<string> { $"Device time of a frame, {engine.Device}, {SizeName(ring)}, {Frames} frames, 8 in flight:", "", "| Set | µs, median | GB/s read | × the opponents' time |", "|---|---|---|---|" };
        foreach ((string name, AttributeSet set) in sets)
        {
            using AttributeMeter meter = engine.CreateMeter(new AttributeMeterOptions { Set = set, FramesInFlight = 8 });
            var nanoseconds = new List<double>(Frames);
            for (int frame = 0; nanoseconds.Count < Frames; frame++)
            {
                while (!meter.TrySubmit(ring.Rgba(frame), frame))
                {
                    if (meter.TryRead(_sums, out _))
                    {
                        nanoseconds.Add((meter as VulkanAttributeMeter)?.LastPassNanoseconds ?? throw new InvalidOperationException($"{engine.Device} has no clock."));
                    }
                }
            }

            double median = Spread.Of(nanoseconds).Median, rate = ring.FrameBytes / median;
            bandwidth = bandwidth == 0 ? rate : bandwidth;
            lines.Add($"| {name} | {Spread.Number(median / 1000)} | {Spread.Number(rate)} | {Spread.Number(bandwidth / rate)} |");
        }

        _report.AddText(string.Join('\n', lines));
    }

    private void CountAllocations(FrameRing ring)
    {
        using PixelEngine software = PixelEngine.Open(EngineChoice.Software);
        using var one = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        using var two = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All, Threads = 2 });
        using var queue = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        using AttributeMeter vulkan = software.CreateMeter(), vulkanQueue = software.CreateMeter();
        (string Name, Action<int> Frame)[] ways =
        [
            ("CPU, 1 thread", frame => one.Measure(ring.Rgba(frame), _sums)),
            ("CPU, 2 threads", frame => two.Measure(ring.Rgba(frame), _sums)),
            ("CPU, asynchronous", frame => Stream(queue, ring, frame)),
            ("software Vulkan", frame => vulkan.Measure(ring.Rgba(frame), _sums)),
            ("software Vulkan, asynchronous", frame => Stream(vulkanQueue, ring, frame)),
        ];
        foreach ((string name, Action<int> frame) in ways)
        {
            long bytes = Allocations.Of(frame, frames: 200);
            _report.Add(new TargetRow($"bytes allocated in 200 frames, {name}", "0", $"{bytes}", bytes == 0));
        }
    }
}
