using System.Collections.Concurrent;
using System.Diagnostics;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>The report card of a model pack: test stills act every emotion, judges that see rendered frames only read them, and everything stands beside
/// real held-out clips and beside simpler ways to act. Defined in docs/evaluation.md.</summary>
public static class EvaluationJob
{
    /// <summary>Name of the machine-readable report in the output folder.</summary>
    public const string ReportName = "report.json";

    /// <summary>Name of the report card in the output folder.</summary>
    public const string CardName = "report.md";

    /// <summary>Acts of a still and emotion on which identity is measured: the first seed.</summary>
    private const int IdentitySeeds = 1;

    /// <summary>Performances by replayed codes: two tell as much as eight about a baseline.</summary>
    private const int ReplaySeeds = 2;

    /// <summary>Performances that a replay file holds of the teacher for each of its stills and emotions.</summary>
    private const int TeacherSeeds = 2;

    /// <summary>Runs the evaluation and writes its files. Every file appears complete or not at all.</summary>
    /// <param name="pack">The model pack.</param>
    /// <param name="judges">The judge pack.</param>
    /// <param name="options">How much to do, and where the report goes.</param>
    /// <param name="progress">Told as acts are done, from several threads; may be null.</param>
    /// <param name="cancellation">Stops between two acts.</param>
    /// <exception cref="EmoVidException">A network failed, a picture is damaged, or a file cannot be written.</exception>
    public static EvaluationResult Run(ModelPack pack, JudgePack judges, EvaluationOptions options, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(judges);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        long start = Stopwatch.GetTimestamp();
        EvaluationSet set = EvaluationSet.Read(judges, options.StillStep);
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using var animator = new StickerAnimator(pack, engine);
        using StickerGenerator generator = StickerGenerator.Create(pack);
        using EmotionJudge expression = EmotionJudge.LoadExpression(judges);
        using EmotionJudge motion = EmotionJudge.LoadMotion(judges);
        ActReader NewReader() => new(expression, motion, judges.Manifest.MotionFrames);

        float fill = pack.Manifest.StillFill;
        ReplayFile? replay = ReplayFile.Find(judges.Path, pack);
        EvaluationStill[] taught = [.. set.Stills.Where(still => replay?.Rows.Any(row => row.Kind == "teacher" && row.Still == still.Name) == true)];
        ActSource[] sources =
        [
            StudentAct.Source(animator, options.Seeds), PresetAct.Presets(engine, fill), PresetAct.Still(engine, fill),
            .. replay is null ? Array.Empty<ActSource>() : [ReplayAct.OfAny(generator, engine, replay, Math.Min(ReplaySeeds, options.Seeds)), ReplayAct.OfEmotion(generator, engine, replay, Math.Min(ReplaySeeds, options.Seeds))],
        ];
        var counter = new Counter(progress, sources.Sum(source => source.Seeds) * set.Stills.Count * EmotionNames.Count + TeacherSeeds * taught.Length * EmotionNames.Count + set.Clips.Count + 2);
        ActMeasurement[] real = ReadClips(set, NewReader(), counter, cancellation);
        ActMeasurement[][] acts = [.. sources.Select(source => Act(set.Stills, source, pack, NewReader, options, counter, cancellation))];
        MethodScore[] methods = [.. sources.Zip(acts, (source, measured) => MethodScore.Of(source.Name, measured))];
        if (taught.Length > 0)
        {
            var characters = taught.Select(still => still.Character).ToHashSet(StringComparer.Ordinal);
            ActMeasurement[] teacher = Act(taught, ReplayAct.OfTeacher(generator, engine, replay!, TeacherSeeds), pack, NewReader, options, counter, cancellation);
            methods = [.. methods, MethodScore.Of("teacher", teacher), MethodScore.Of("student on the teacher's stills", [.. acts[0].Where(act => characters.Contains(act.Character))])];
        }

        DriftScore drift = EndlessMeter.Drift(generator, engine, set.Stills, NewReader(), options.DriftSeconds, cancellation);
        counter.Add("latency");
        LatencyScore latency = EndlessMeter.Latency(generator, engine, set.Stills, cancellation);
        counter.Add("report");
        var result = new EvaluationResult
        {
            Pack = $"{pack.Manifest.Name} {pack.Manifest.Version}",
            PackHash = pack.Hash,
            Judges = $"{judges.Manifest.Name} {judges.Manifest.Version}",
            JudgesHash = judges.Hash,
            JudgeTraining = judges.Manifest.Training,
            Stills = set.Stills.Count,
            Seeds = options.Seeds,
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            Ceiling = MethodScore.Of("real", real),
            Methods = methods,
            Styles = StyleScore.Of(real, acts[0]),
            Identity = IdentityScore.Of(acts[0]),
            RealIdentity = IdentityScore.Of(real),
            Motion = MotionScore.Of(acts[0], set.TrainingMotion),
            RealMotion = MotionScore.Of(real, set.TrainingMotion),
            Diversity = ActDiversity.Of(acts[0]),
            Drift = drift,
            Latency = latency,
        };
        EvaluationWriter.Write(options.OutputFolder, result, cancellation);
        EvaluationStrips.Write(options.OutputFolder, animator, set, cancellation);
        return result;
    }

    private static ActMeasurement[] ReadClips(EvaluationSet set, ActReader reader, Counter counter, CancellationToken cancellation)
    {
        var recording = new FrameRecording();
        return [.. set.Clips.Select(clip =>
        {
            cancellation.ThrowIfCancellationRequested();
            set.Read(clip, recording);
            IdentityMeasurement? identity = recording.Count > 1 ? IdentityMeter.Measure(recording, recording, []) : null;
            counter.Add("real clips");
            return reader.Measure(recording, clip.Character, set.KindOf(clip), set.EmotionOf(clip), 0, identity);
        })];
    }

    private static ActMeasurement[] Act(IReadOnlyList<EvaluationStill> stills, ActSource source, ModelPack pack, Func<ActReader> newReader, EvaluationOptions options, Counter counter, CancellationToken cancellation)
    {
        var measured = new ConcurrentBag<(int Still, ActMeasurement Act)>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(Enumerable.Range(0, stills.Count), parallel, () => new ActRecorder(pack, newReader()), (index, _, recorder) =>
            {
                EvaluationStill still = stills[index];
                foreach (Emotion emotion in Enum.GetValues<Emotion>())
                {
                    for (int seed = 0; seed < source.Seeds; seed++)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        using IAct act = source.Begin(still, emotion, seed);
                        measured.Add((index, recorder.Measure(act, still, emotion, seed, withIdentity: seed < IdentitySeeds)));
                        counter.Add(source.Name);
                    }
                }

                return recorder;
            }, _ => { });
        }
        catch (AggregateException failures) when (failures.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerException);
        }

        // The order of threads must not show in the report.
        return [.. measured.OrderBy(row => (row.Still, (int)row.Act.Target, row.Act.Seed)).Select(row => row.Act)];
    }

    private sealed class Counter(IProgress<EvaluationProgress>? progress, int total)
    {
        private int _done;

        public void Add(string work) => progress?.Report(new EvaluationProgress(Interlocked.Increment(ref _done), total, work));
    }
}
