namespace EmoVid.Realtime;

/// <summary>The generator, through the SDK as a host uses it.</summary>
internal sealed class StudentAct(StickerClip clip) : IAct
{
    public MotionFields? Fields => clip.Fields;

    public static ActSource Source(StickerAnimator animator, int seeds) => new("student", seeds, 90, (still, emotion, seed) =>
        new StudentAct(animator.CreateClip(still.Image.View, new ClipRequest
        {
            Mix = EmotionMix.Of(emotion),
            Seconds = FrameRecording.ActFrames / FrameRecording.FramesPerSecond,
            FramesPerSecond = FrameRecording.FramesPerSecond,
            Size = FrameRecording.Side,
            Seed = (ulong)seed + 1,
        })));

    public void RenderAt(double seconds, FrameTarget target) => clip.RenderAt(seconds, target);

    public void Dispose() => clip.Dispose();
}
