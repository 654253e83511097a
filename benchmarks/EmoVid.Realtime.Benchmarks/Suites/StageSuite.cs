using System.Diagnostics;
using System.Globalization;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;
using EmoVid.Realtime.Samples.Stage;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary>The renderer sample without a window: what the SDK takes of the render thread, frame rates and their evenness, the first picture, and whether anything
/// grows.</summary>
/// <param name="places">Where the tool is.</param>
/// <param name="frames">Small frames of the growth run.</param>
internal sealed class StageSuite(BenchmarkPlaces places, int frames)
{
    private readonly SuiteReport _report = new("Stage");

    /// <summary>Runs everything.</summary>
    public (SuiteReport Report, (string Name, string Value)[] Versions) Run()
    {
        _report.Part("first picture", FirstPicture);
        _report.Part("render thread, 16 actors", RenderThread);
        _report.Part("1280×720, 8 actors", Evenness);
        _report.Part("growth", Growth);
        return (_report, []);
    }

    private static StageOptions Options => new() { PackFolder = ReferencePack.Require() };

    private void FirstPicture()
    {
        const double MostSeconds = 2;
        var times = new List<double>();
        // The first run warms the pipeline cache and the disk's.
        for (int i = 0; i < 4; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using Process tool = Process.Start(new ProcessStartInfo("dotnet", ["exec", places.Tool, "stage", "--headless", "--frames", "1"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string failure = tool.StandardError.ReadToEnd();
            tool.WaitForExit();
            if (tool.ExitCode != 0)
            {
                throw new InvalidOperationException($"The tool ended with {tool.ExitCode}: {failure}");
            }

            if (i > 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        _report.Add(TargetRow.AtMost("the tool's start to its end after one picture of 1280×720 with 7 actors, warm cache, in seconds", MostSeconds, Spread.Of(times)));
    }

    private void RenderThread()
    {
        const double MostMilliseconds = 0.5;
        using var run = new HeadlessRun(Options with { Actors = 16, Width = 640, Height = 360 }, liveRate: 6);
        Warm(run);
        var times = new List<double>();
        long bytes = 0;
        for (int i = 0; i < 300; i++)
        {
            run.Draw();
            times.Add(run.Renderer.Sdk.Milliseconds);
            bytes += run.Renderer.Sdk.Bytes;
        }

        double p99 = Share(times, 0.99);
        _report.Add(new TargetRow("processor time of the render thread inside SDK calls, 16 actors, ms a frame, p99", $"≤ {MostMilliseconds.ToString(CultureInfo.InvariantCulture)}",
            $"{Spread.Number(p99)} (median {Spread.Number(Share(times, 0.5))})", p99 <= MostMilliseconds));
        _report.Add(new TargetRow("bytes allocated inside SDK calls over 300 frames", "0", bytes.ToString(CultureInfo.InvariantCulture), bytes == 0));
    }

    private void Evenness()
    {
        const double LeastRate = 15, MostRatio = 2, Seconds = 30;
        using var run = new HeadlessRun(Options with { Actors = 8 }, liveRate: 6);
        using var intake = new StageIntake(run.Scene);
        Warm(run);
        var times = new List<double>();
        var changes = new List<double>();
        var rates = new List<double>();
        double nextSticker = 3;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < Seconds)
        {
            // A sticker comes on and goes off, again and again, while the script changes everyone's emotion every two seconds.
            int cast = run.Scene.Actors.Length;
            if (clock.Elapsed.TotalSeconds > nextSticker)
            {
                nextSticker += 3;
                if (run.Scene.Actors.Length > 8)
                {
                    run.Scene.Remove(run.Scene.Actors[^1]);
                }
                else
                {
                    intake.Read([StageAssets.Picture("coffee.webp")]);
                }
            }

            intake.BringOn();
            long start = Stopwatch.GetTimestamp();
            run.Draw();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (cast != run.Scene.Actors.Length)
            {
                changes.Add(times[^1]);
            }

            rates.Add(run.Scene.Networks.PerActor);
        }

        double rate = times.Count / clock.Elapsed.TotalSeconds, median = Share(times, 0.5), p99 = Share(times, 0.99);
        string device = $"{run.Gpu.Name}{(run.Gpu.IsSoftware ? " (software)" : "")}";
        _report.Add(new TargetRow($"frames a second on {device}, grade and meter on", run.Gpu.IsSoftware ? $"≥ {LeastRate}" : "–", Spread.Number(rate), run.Gpu.IsSoftware ? rate >= LeastRate : null));
        _report.Add(new TargetRow("frame time p99 over its median, emotions changing, stickers coming and going", $"≤ {MostRatio}", $"{Spread.Number(p99 / median)} ({Spread.Number(p99)} over {Spread.Number(median)} ms)", p99 <= MostRatio * median));
        if (changes.Count > 0)
        {
            _report.Add(TargetRow.Informative("frames in which a sticker came or went, ms", Spread.Of(changes)));
        }

        _report.Add(TargetRow.Informative("updates of each actor's networks a second, of 6 wanted", Spread.Of(rates)));
    }

    private void Growth()
    {
        // Above the noise of a garbage collector that has not collected yet.
        const double MostGrowth = 16;
        var run = new HeadlessRun(Options with { Actors = 2, Width = 320, Height = 180 });
        try
        {
            Warm(run);
            (int objects, int sdk) = (run.Gpu.LiveObjects, run.Gpu.Sdk.LiveObjectCount);
            (double memory, int handles) first = default;
            for (int i = 1; i <= frames; i++)
            {
                run.Draw();
                first = i == frames / 10 ? Held() : first;
            }

            (double memory, int handles) last = Held();
            _report.Add(new TargetRow($"memory over {frames} frames of 320×180, growth after the first tenth in MiB", $"≤ {MostGrowth}", Spread.Number(last.memory - first.memory), last.memory - first.memory <= MostGrowth));
            int grown = last.handles - first.handles + run.Gpu.LiveObjects - objects + run.Gpu.Sdk.LiveObjectCount - sdk;
            _report.Add(new TargetRow("file handles and Vulkan objects over the same frames, growth", "0", grown.ToString(CultureInfo.InvariantCulture), grown == 0));
        }
        finally
        {
            run.Dispose();
        }

        int left = run.Gpu.LiveObjects + run.Gpu.Sdk.LiveObjectCount;
        _report.Add(new TargetRow("Vulkan objects left at the end", "0", left.ToString(CultureInfo.InvariantCulture), left == 0));
    }

    private static (double Memory, int Handles) Held()
    {
        using Process self = Process.GetCurrentProcess();
        GC.Collect();
        return (self.WorkingSet64 / 1048576.0, Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : self.HandleCount);
    }

    private static void Warm(HeadlessRun run)
    {
        for (int i = 0; i < 40; i++)
        {
            run.Draw();
        }
    }

    private static double Share(List<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * part) - 1, 0, sorted.Length - 1)];
    }
}
