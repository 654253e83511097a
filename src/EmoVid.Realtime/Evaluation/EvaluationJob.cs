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

    /// <summary>Performances by replayed codes: the interval is drawn over characters, so more of them tell nothing more about a baseline.</summary>
    private const int ReplaySeeds = 1;

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
        float fill = pack.Manifest.StillFill;
        ReplayFile? replay = ReplayFile.Find(judges.Path, pack);
        EvaluationStill[] taught = [.. set.Stills.Where(still => replay?.Rows.Any(row => row.Kind == "teacher" && row.Still == still.Name) == true)];
        ActPlan Plan(ActSource source, IReadOnlyList<EvaluationStill> stills, bool isStudent = false) => new(source, stills, isStudent, cancellation);

        ActPlan student = Plan(StudentAct.Source(animator, options.Seeds), set.Stills, isStudent: true);
        List<ActPlan> plans = [student, Plan(PresetAct.Presets(engine, fill), set.Stills), Plan(PresetAct.Still(engine, fill), set.Stills)];
        if (replay is not null)
        {
            plans.Add(Plan(ReplayAct.OfAny(generator, engine, replay, ReplaySeeds), set.Stills));
            plans.Add(Plan(ReplayAct.OfEmotion(generator, engine, replay, ReplaySeeds), set.Stills));
            plans.Add(Plan(ReplayAct.OfTeacher(generator, engine, replay, TeacherSeeds), taught));
        }

        var real = new ActMeasurement[set.Clips.Count];
        var drifts = new ActDrift[EmotionNames.Count];
        RunAll(
            [.. EndlessMeter.DriftTasks(generator, engine, set.Stills, options.DriftSeconds, drifts, cancellation), .. plans.SelectMany(plan => plan.Tasks()), .. ClipTasks(set, real, cancellation)],
            () => new ActRecorder(pack, new ActReader(expression, motion, judges.Manifest.MotionFrames)), options.Threads, progress, cancellation);
        List<MethodScore> methods = [.. plans.Where(plan => plan.Acts.Count > 0).Select(plan => MethodScore.Of(plan.Name, plan.Acts))];
        if (taught.Length > 0)
        {
            var characters = taught.Select(still => still.Character).ToHashSet(StringComparer.Ordinal);
            methods.Add(MethodScore.Of("student on the teacher's stills", [.. student.Acts.Where(act => characters.Contains(act.Character))]));
        }

        // Alone on the machine, as far as this program is concerned.
        LatencyScore latency = EndlessMeter.Latency(generator, engine, set.Stills, cancellation);
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
            Styles = StyleScore.Of(real, student.Acts),
            Identity = IdentityScore.Of(student.Acts),
            RealIdentity = IdentityScore.Of(real),
            Motion = MotionScore.Of(student.Acts, set.TrainingMotion),
            RealMotion = MotionScore.Of(real, set.TrainingMotion),
            Diversity = ActDiversity.Of(student.Acts),
            Drift = EndlessMeter.Score(options.DriftSeconds, drifts),
            Latency = latency,
        };
        EvaluationWriter.Write(options.OutputFolder, result, cancellation);
        EvaluationStrips.Write(options.OutputFolder, animator, set, cancellation);
        return result;
    }

    private static IEnumerable<EvaluationTask> ClipTasks(EvaluationSet set, ActMeasurement[] real, CancellationToken cancellation) => set.Clips.Select((clip, i) =>
        new EvaluationTask("real clips", 60, recorder =>
        {
            cancellation.ThrowIfCancellationRequested();
            real[i] = recorder.Measure(set, clip);
        }));

    private static void RunAll(IReadOnlyCollection<EvaluationTask> tasks, Func<ActRecorder> newRecorder, int threads, IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        int total = tasks.Sum(task => task.Cost), done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        try
        {
            // One after the other, so that no thread sits on tasks that another one could do.
            Parallel.ForEach(Partitioner.Create(tasks, EnumerablePartitionerOptions.NoBuffering), parallel, newRecorder, (task, _, recorder) =>
            {
                task.Run(recorder);
                progress?.Report(new EvaluationProgress(Interlocked.Add(ref done, task.Cost), total, task.Name));
                return recorder;
            }, _ => { });
        }
        catch (AggregateException failures) when (failures.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerException);
        }
    }
}
