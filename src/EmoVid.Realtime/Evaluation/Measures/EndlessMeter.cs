using System.Diagnostics;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Watches endless acts: what drifts, how long a frame takes, how soon a change of emotion shows.</summary>
internal static class EndlessMeter
{
    private const int LatencySide = 256;

    /// <summary>Longest step through what nobody watches, in seconds. An act plans the same windows however it is stepped through.</summary>
    private const double LongestStep = 2;

    /// <summary>One act for each emotion, over the stills in turn; each writes what it lost into its place. The first tasks to start, being the
    /// longest.</summary>
    public static IEnumerable<EvaluationTask> DriftTasks(StickerGenerator generator, PixelEngine engine, IReadOnlyList<EvaluationStill> stills, double seconds, ActDrift[] drifts, CancellationToken cancellation) =>
        Enum.GetValues<Emotion>().Select(emotion => new EvaluationTask("endless acts", (int)(300 + Math.Min(seconds, 120) * 18 + seconds), recorder =>
        {
            cancellation.ThrowIfCancellationRequested();
            drifts[(int)emotion] = Drift(generator, engine, stills[(int)emotion % stills.Count], emotion, recorder.Reader, seconds);
        }));

    /// <summary>Joins the acts' drifts.</summary>
    public static DriftScore Score(double seconds, IReadOnlyCollection<ActDrift> drifts) => new(
        seconds, drifts.Count, MotionScore.Median(drifts.Select(c => c.Brightness)), MotionScore.Median(drifts.Select(c => c.Colorfulness)),
        MotionScore.Median(drifts.Select(c => c.Area)), MotionScore.Median(drifts.Select(c => c.Judged)));

    public static LatencyScore Latency(StickerGenerator generator, PixelEngine engine, IReadOnlyList<EvaluationStill> stills, CancellationToken cancellation)
    {
        const int Frames = 120;
        var first = new List<double>();
        var frames = new List<double>();
        var shown = new List<double>();
        var image = new RgbaImage(LatencySide, LatencySide, AlphaMode.Premultiplied);
        for (int i = 0; i < Math.Min(4, stills.Count); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            EvaluationStill still = stills[i * stills.Count / Math.Min(4, stills.Count)];
            using var act = new StagedActor(generator, engine, still, 3);
            long start = Stopwatch.GetTimestamp();
            act.Perform(Emotion.Amusement);
            act.RenderAt(0, image.Target);
            first.Add((act.Begun + Stopwatch.GetElapsedTime(start)).TotalMilliseconds);
            for (int frame = 1; frame <= Frames; frame++)
            {
                start = Stopwatch.GetTimestamp();
                act.RenderAt(frame / 30.0, image.Target);
                frames.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            shown.Add(ChangeShown(generator, engine, still));
        }

        frames.Sort();
        return new LatencyScore(MotionScore.Median(first), CharacterBootstrap.Percentile(frames, 0.5), CharacterBootstrap.Percentile(frames, 0.99), MotionScore.Median(shown));
    }

    /// <summary>Two acts of one seed; after two seconds one turns to another emotion.</summary>
    private static double ChangeShown(StickerGenerator generator, PixelEngine engine, EvaluationStill still)
    {
        using var kept = new StagedActor(generator, engine, still, 9);
        using var turned = new StagedActor(generator, engine, still, 9);
        RgbaImage a = new(FrameRecording.Side, FrameRecording.Side, AlphaMode.Premultiplied), b = new(FrameRecording.Side, FrameRecording.Side, AlphaMode.Premultiplied);
        kept.Perform(Emotion.Contentment);
        turned.Perform(Emotion.Contentment);
        double[] differences = new double[2];
        for (int frame = 0; frame <= 90; frame++)
        {
            double t = frame / 30.0;
            if (frame == 60)
            {
                turned.Perform(Emotion.Anger);
            }

            kept.RenderAt(t, a.Target);
            turned.RenderAt(t, b.Target);
            // The last frame within 150 ms of the change, and a second after it.
            differences[0] = frame == 64 ? Difference(a, b) : differences[0];
            differences[1] = frame == 90 ? Difference(a, b) : differences[1];
        }

        return differences[1] > 0 ? differences[0] / differences[1] : 0;
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

    private static ActDrift Drift(StickerGenerator generator, PixelEngine engine, EvaluationStill still, Emotion emotion, ActReader reader, double seconds)
    {
        double watched = Math.Min(60, seconds / 2);
        ModelPackManifest manifest = generator.Pack.Manifest;
        double step = Math.Min(LongestStep, manifest.WindowFrames / manifest.CodeRateHz / 2);
        using var act = new StagedActor(generator, engine, still, 5);
        act.Perform(emotion);
        Minute first = Watch(act, 0, watched, emotion, reader, engine);
        for (double t = watched; t < seconds - watched; t += step)
        {
            act.Actor.Sample(t, act.Fields);
        }

        Minute last = Watch(act, seconds - watched, watched, emotion, reader, engine);
        return new ActDrift(Relative(first.Brightness, last.Brightness), Relative(first.Colorfulness, last.Colorfulness), Relative(first.Area, last.Area), Math.Abs(last.Judged - first.Judged));
    }

    private static Minute Watch(StagedActor act, double start, double seconds, Emotion emotion, ActReader reader, PixelEngine engine)
    {
        using AttributeMeter meter = engine.CreateMeter();
        var recording = new FrameRecording();
        double brightness = 0, colorfulness = 0, area = 0, judged = 0;
        int frames = 0;
        for (double t = start; t < start + seconds - 1e-9; t += 0.25)
        {
            recording.Clear();
            RgbaImage image = recording.Add();
            act.RenderAt(t, image.Target);
            VisualAttributes attributes = meter.Measure(image.View);
            float[] read = reader.ReadExpression(recording, [0]);
            brightness += attributes.Brightness;
            colorfulness += attributes.Colorfulness;
            area += attributes.Coverage;
            judged += read[(int)emotion];
            frames++;
        }

        return new Minute(brightness / frames, colorfulness / frames, area / frames, judged / frames);
    }

    private static double Relative(double first, double last) => first > 0 ? Math.Abs(last - first) / first : 0;

    private readonly record struct Minute(double Brightness, double Colorfulness, double Area, double Judged);
}
