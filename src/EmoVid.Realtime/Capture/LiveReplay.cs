using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Does a live performance again: the runs of its networks as they were, and to each frame those that had arrived.</summary>
internal static class LiveReplay
{
    /// <summary>The shortest that a frame of the clip is shown: players take a hundredth of a second or less for a tenth.</summary>
    private static readonly TimeSpan ShortestShown = TimeSpan.FromMilliseconds(20);

    public static void Run(CaptureLog log, StickerAnimator animator, RgbaImage still, RgbaImage image, ReplayOutput output, IProgress<int>? progress, CancellationToken cancellation)
    {
        var signal = new EmotionSignal(0, 0);
        using var thread = new ActorThread();
        using StickerPerformance performance = animator.CreatePerformance(still.View, signal, thread, log.Header.Seed, new LiveActorOptions { IsRepeat = true });
        LiveActor live = performance.Live!;
        int cursor = 0, next = 0;
        long shown = 0;
        TimeSpan passed = TimeSpan.Zero;
        for (int frame = 0; frame < log.Digests.Count; frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            CaptureStep step = log.StepAt(frame, ref cursor);
            TimeSpan time = step.Time;
            live.Tier = step.Tier;
            // A still tier shows no fields, so it counts as no show.
            shown += step.Tier == ActorTier.Still ? 0 : 1;
            while (next < log.Updates.Count && log.Updates[next].Shown < shown)
            {
                live.Repeat(log.Updates[next++]);
            }

            signal.SetTarget(step.Mix, time, 0);
            performance.RenderAt(time, image.Target);
            int after = cursor;
            bool isLast = frame + 1 == log.Digests.Count;
            passed += isLast ? ShortestShown : log.StepAt(frame + 1, ref after).Time - time;
            bool isShown = isLast || passed >= ShortestShown;
            output.Add(image.View, passed, isShown);
            passed = isShown ? TimeSpan.Zero : passed;
            progress?.Report(frame + 1);
        }
    }
}
