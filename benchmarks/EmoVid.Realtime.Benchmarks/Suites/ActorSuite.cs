using System.Diagnostics;
using System.Globalization;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;
using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary>What a sticker that acts costs: networks and CPU compositor at 256², one actor and four, and for how long.</summary>
internal sealed class ActorSuite
{
    private const int Side = 256, FrameRate = 30;

    /// <summary>Frames of ten minutes.</summary>
    private const int TenMinutes = 600 * FrameRate;

    private readonly SuiteReport _report = new("Actors");
    private readonly RgbaImage _frame = new(Side, Side, AlphaMode.Premultiplied);
    private readonly RgbaImage _still;
    private readonly StickerGenerator _generator;

    /// <param name="pack">Folder of the model pack.</param>
    /// <param name="still">A sticker that the pack was not trained on.</param>
    public ActorSuite(string pack, string still)
    {
        _still = StickerReader.Read(still);
        _generator = StickerGenerator.Create(ModelPack.Open(pack), new GeneratorOptions { Provider = ExecutionProvider.Cpu });
    }

    /// <summary>The repository's own pack on its own face.</summary>
    public static ActorSuite OfReferencePack()
    {
        string pack = ReferencePack.Require();
        return new ActorSuite(pack, Path.GetFullPath(Path.Combine(pack, "..", "..", "samples", "stickers", "face.webp")));
    }

    /// <summary>Runs everything.</summary>
    public (SuiteReport Report, (string Name, string Value)[] Versions) Run()
    {
        using (_generator)
        {
            _report.Part("one actor", OneActor);
            _report.Part("first frame", FirstFrame);
            _report.Part("change of emotion", Change);
            _report.Part("four actors", FourActors);
            _report.Part("ten minutes", Stream);
        }

        ModelPackManifest manifest = _generator.Pack.Manifest;
        return (_report, [("Model pack", $"{manifest.Name} {manifest.Version}, {_generator.ProviderReason}")]);
    }

    private StickerPlacement Placement => StickerPlacement.Fit(_still.View, _generator.Pack.Manifest.StillFill);

    private StickerActor Actor(ulong seed) => _generator.CreateActor(_still.View, Placement, seed);

    private CpuStickerCompositor Compositor()
    {
        var compositor = new CpuStickerCompositor();
        compositor.SetStill(_still.View, Placement);
        return compositor;
    }

    private void OneActor()
    {
        const int Frames = 20 * FrameRate;
        using StickerActor actor = Actor(1);
        using CpuStickerCompositor compositor = Compositor();
        MotionFields fields = actor.CreateFields();
        actor.Perform(EmotionMix.Of(Emotion.Excitement));
        int next = 0;
        var networks = new List<double>(Frames);
        var whole = new List<double>(Frames);
        void Frame()
        {
            long start = Stopwatch.GetTimestamp();
            actor.Sample(next++ / (double)FrameRate, fields);
            networks.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            compositor.Compose(fields, _frame.Target);
            whole.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        for (int i = 0; i < 3 * FrameRate; i++)
        {
            Frame();
        }

        networks.Clear();
        whole.Clear();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < Frames; i++)
        {
            Frame();
        }

        double cores = (Environment.CpuUsage.TotalTime - before).TotalSeconds / (Frames / (double)FrameRate);
        _report.Add(AtMost($"one actor at {FrameRate} frames a second, share of two cores in processor time", 0.5, cores / 2));
        _report.Add(AtMost($"one frame, networks and CPU compositor at {Side}², 99 % within, ms", 25, Percentile(whole, 0.99)));
        _report.Add(new TargetRow("the same, median, ms", "–", Spread.Number(Percentile(whole, 0.5)), null));
        _report.Add(new TargetRow("networks alone, median, ms", "–", Spread.Number(Percentile(networks, 0.5)), null));
        _report.Add(AtMost("resident memory of the process, ONNX Runtime included, MiB", 300, Environment.WorkingSet / 1048576.0));
        long bytes = Allocations.Of(_ =>
        {
            actor.Sample(next++ / (double)FrameRate, fields);
            compositor.Compose(fields, _frame.Target);
        }, frames: 100);
        _report.Add(new TargetRow("bytes allocated in 100 frames", "0", $"{bytes}", bytes == 0));
    }

    private void FirstFrame()
    {
        var times = new List<double>();
        for (int i = 0; i < 12; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using StickerActor actor = Actor((ulong)i);
            using CpuStickerCompositor compositor = Compositor();
            actor.Perform(EmotionMix.Of(Emotion.Awe));
            MotionFields fields = actor.CreateFields();
            actor.Sample(0, fields);
            compositor.Compose(fields, _frame.Target);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        _report.Add(AtMost("first frame after the image is given, slowest of 12, ms", 300, times.Max()));
    }

    /// <summary>Two acts of one seed, of which one turns; what differs between their frames is the change. It counts as shown with a quarter of what
    /// differs between half a second and a second later.</summary>
    private void Change()
    {
        var shown = new List<double>();
        for (ulong seed = 1; seed <= 8; seed++)
        {
            using StickerActor kept = Actor(seed), turned = Actor(seed);
            using CpuStickerCompositor compositor = Compositor();
            MotionFields fields = kept.CreateFields();
            var other = new RgbaImage(Side, Side, AlphaMode.Premultiplied);
            kept.Perform(EmotionMix.Of(Emotion.Sadness));
            turned.Perform(EmotionMix.Of(Emotion.Sadness));
            double[] differences = new double[FrameRate + 1];
            for (int i = 0; i < 3 * FrameRate; i++)
            {
                int since = i - (2 * FrameRate - 1);
                kept.Sample(i / (double)FrameRate, fields);
                compositor.Compose(fields, _frame.Target);
                turned.Sample(i / (double)FrameRate, fields);
                compositor.Compose(fields, other.Target);
                if (since == 0)
                {
                    turned.Perform(EmotionMix.Of(Emotion.Excitement));
                }

                differences[Math.Clamp(since, 0, FrameRate)] = Difference(_frame, other);
            }

            double whole = differences[(FrameRate / 2)..^1].Average();
            shown.Add(Array.FindIndex(differences, value => value >= whole / 4) * 1000.0 / FrameRate);
        }

        _report.Add(AtMost("an emotion's change is shown in the frames after, slowest of 8 seeds, ms", 150, shown.Max()));
    }

    private void FourActors()
    {
        const int Actors = 4, Seconds = 15;
        using var thread = new ActorThread();
        LiveActor[] actors = [.. Enumerable.Range(0, Actors).Select(i => thread.Add(Actor((ulong)i), new LiveActorOptions { UpdatesPerSecond = 6 }))];
        CpuStickerCompositor[] compositors = [.. actors.Select(_ => Compositor())];
        MotionFields fields = actors[0].CreateFields();
        var shows = new List<double>(Seconds * FrameRate);
        long warm = 0, misses = 0;
        TimeSpan before = default;
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < (Seconds + 2) * FrameRate; i++)
        {
            double wait = i / (double)FrameRate - clock.Elapsed.TotalSeconds;
            Thread.Sleep(TimeSpan.FromSeconds(Math.Max(0, wait)));
            if (i == 2 * FrameRate)
            {
                (before, warm, misses) = (Environment.CpuUsage.TotalTime, actors.Sum(actor => actor.Updates), actors.Sum(actor => actor.Misses));
                shows.Clear();
            }

            double inside = 0;
            for (int k = 0; k < Actors; k++)
            {
                long start = Stopwatch.GetTimestamp();
                actors[k].Perform(EmotionMix.Of((Emotion)((i / 60 + k) % 8)));
                actors[k].Show(i / (double)FrameRate, fields);
                inside += Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                compositors[k].Compose(fields, _frame.Target);
            }

            shows.Add(inside);
        }

        double seconds = clock.Elapsed.TotalSeconds - 2;
        double share = (Environment.CpuUsage.TotalTime - before).TotalSeconds / seconds / 2;
        double rate = (actors.Sum(actor => actor.Updates) - warm) / seconds / Actors;
        long late = actors.Sum(actor => actor.Misses) - misses;
        _report.Add(AtMost($"four actors, networks beside at 6 updates a second, shown and composed at {FrameRate} frames a second: share of two cores", 1, share));
        _report.Add(new TargetRow("the same: updates of each actor a second that were reached (changes of emotion add some)", "–", Spread.Number(rate), null));
        _report.Add(new TargetRow("the same: frames held because the networks were late, of all actors' frames", "–", $"{late} of {Actors * Seconds * FrameRate}", null));
        _report.Add(new TargetRow("the same: fields of four actors on the render thread, 99 % within, ms a frame", "–", Spread.Number(Percentile(shows, 0.99)), null));
        Array.ForEach(compositors, compositor => compositor.Dispose());
    }

    private void Stream()
    {
        // As for the live pipe: above the noise of a collector that has not collected yet.
        const double MostGrowth = 10;
        using StickerActor actor = Actor(5);
        MotionFields fields = actor.CreateFields();
        double first = 0;
        for (int i = 0; i < TenMinutes; i++)
        {
            actor.Perform(EmotionMix.Of((Emotion)(i / (5 * FrameRate) % 8)));
            actor.Sample(i / (double)FrameRate, fields);
            first = i == TenMinutes / 10 ? Environment.WorkingSet / 1048576.0 : first;
        }

        _report.Add(AtMost("ten minutes of an act, growth of the resident memory after the first minute, MiB", MostGrowth, Environment.WorkingSet / 1048576.0 - first));
    }

    private static TargetRow AtMost(string what, double bound, double value) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"≤ {bound}"), Spread.Number(value), value <= bound);

    private static double Percentile(List<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    private static double Difference(RgbaImage a, RgbaImage b)
    {
        long sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++)
        {
            sum += Math.Abs(a.Pixels[i] - b.Pixels[i]);
        }

        return sum;
    }
}
