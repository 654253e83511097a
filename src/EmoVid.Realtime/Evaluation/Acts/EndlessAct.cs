using System.Diagnostics;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>A still that acts without end, with its pixels: for drift, latency and changes of emotion.</summary>
internal sealed class EndlessAct : IDisposable
{
    private readonly StickerActor _actor;
    private readonly IStickerCompositor _compositor;
    private readonly MotionFields _fields;

    public EndlessAct(StickerGenerator generator, PixelEngine engine, EvaluationStill still, ulong seed)
    {
        long start = Stopwatch.GetTimestamp();
        FrameView view = still.Image.View;
        StickerPlacement placement = StickerPlacement.Fit(view, generator.Pack.Manifest.StillFill);
        _actor = generator.CreateActor(view, placement, seed);
        _compositor = engine.CreateCompositor();
        _compositor.SetStill(view, placement);
        _fields = _actor.CreateFields();
        Begun = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>How long the beginning took.</summary>
    public TimeSpan Begun { get; }

    public void Perform(Emotion emotion) => _actor.Perform(EmotionMix.Of(emotion));

    public void RenderAt(double seconds, FrameTarget target)
    {
        _actor.Sample(seconds, _fields);
        _compositor.Compose(_fields, target);
    }

    public void Dispose()
    {
        _compositor.Dispose();
        _actor.Dispose();
    }
}
