using System.Diagnostics;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>An actor with the pixels that it moves, for acts that a clip cannot make: endless ones and replayed ones.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class StagedActor : IDisposable
{
    private readonly IStickerCompositor _compositor;

    public StagedActor(StickerGenerator generator, PixelEngine engine, EvaluationStill still, ulong seed)
    {
        long start = Stopwatch.GetTimestamp();
        FrameView view = still.Image.View;
        StickerPlacement placement = StickerPlacement.Fit(view, generator.Pack.Manifest.StillFill);
        Actor = generator.CreateActor(view, placement, seed);
        _compositor = engine.CreateCompositor();
        _compositor.SetStill(view, placement);
        Fields = Actor.CreateFields();
        Begun = Stopwatch.GetElapsedTime(start);
    }

    public StickerActor Actor { get; }

    /// <summary>Fields of the instant that was rendered last.</summary>
    public MotionFields Fields { get; }

    /// <summary>How long the beginning took.</summary>
    public TimeSpan Begun { get; }

    public void Perform(Emotion emotion) => Actor.Perform(EmotionMix.Of(emotion));

    public void RenderAt(double seconds, FrameTarget target)
    {
        Actor.Sample(seconds, Fields);
        _compositor.Compose(Fields, target);
    }

    public void Dispose()
    {
        _compositor.Dispose();
        Actor.Dispose();
    }
}
