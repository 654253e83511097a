using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>A still moved by codes that were recorded: of a real clip, or of the teacher.</summary>
internal sealed class ReplayAct : IAct
{
    private readonly StagedActor _staged;

    private ReplayAct(StickerGenerator generator, PixelEngine engine, EvaluationStill still, ReadOnlySpan<float> codes)
    {
        _staged = new StagedActor(generator, engine, still, seed: 0);
        _staged.Actor.PlayLoop(codes, TimeSpan.FromSeconds(FrameRecording.ActFrames / FrameRecording.FramesPerSecond));
    }

    public MotionFields Fields => _staged.Fields;

    /// <summary>Codes of real clips of the wanted emotion: what the renderer could show if the motion were real.</summary>
    public static ActSource OfEmotion(StickerGenerator generator, PixelEngine engine, ReplayFile file, int seeds) => new("replay-emotion", seeds, 90, (still, emotion, seed) =>
    {
        int[] rows = [.. Indices(file, row => IsReal(row, still) && row.Emotion == emotion)];
        return new ReplayAct(generator, engine, still, file.Codes(rows[Mixed(still, (int)emotion, seed) % rows.Length]));
    });

    /// <summary>Codes of real clips of any emotion: what is read when nothing is meant.</summary>
    public static ActSource OfAny(StickerGenerator generator, PixelEngine engine, ReplayFile file, int seeds) => new("replay-random", seeds, 90, (still, emotion, seed) =>
    {
        int[] rows = [.. Indices(file, row => IsReal(row, still))];
        return new ReplayAct(generator, engine, still, file.Codes(rows[Mixed(still, 100 + (int)emotion, seed) % rows.Length]));
    });

    /// <summary>What the teacher planned for a still.</summary>
    public static ActSource OfTeacher(StickerGenerator generator, PixelEngine engine, ReplayFile file, int seeds) => new("teacher", seeds, 90, (still, emotion, seed) =>
        new ReplayAct(generator, engine, still, file.Codes(Indices(file, row => row.Kind == "teacher" && row.Emotion == emotion && row.Still == still.Name).ElementAt(seed))));

    public void RenderAt(double seconds, FrameTarget target) => _staged.RenderAt(seconds, target);

    public void Dispose() => _staged.Dispose();

    /// <summary>A face takes codes that hold an expression; all else takes any, of which it shows the body.</summary>
    private static bool IsReal(ReplayRow row, EvaluationStill still) => row.Kind == "drawn" || (row.Kind == "real" && still.Kind == StickerKind.Other);

    private static IEnumerable<int> Indices(ReplayFile file, Func<ReplayRow, bool> wanted) => Enumerable.Range(0, file.Rows.Count).Where(i => wanted(file.Rows[i]));

    /// <summary>A number that depends on still, target and seed alone.</summary>
    private static int Mixed(EvaluationStill still, int target, int seed)
    {
        uint hash = 2166136261;
        foreach (char letter in $"{still.Name}:{target}:{seed}")
        {
            hash = (hash ^ letter) * 16777619;
        }

        return (int)(hash >> 1);
    }
}
