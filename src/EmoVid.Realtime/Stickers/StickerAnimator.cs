using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Makes stills act: joins a model pack's networks with the engine that composes pixels.</summary>
/// <remarks>Create anywhere and share: any thread may create clips, each clip is one thread at a time. Dispose the clips, then
/// the animator, then the engine.</remarks>
public sealed class StickerAnimator : IDisposable
{
    private readonly StickerGenerator _generator;
    private readonly PixelEngine _engine;

    /// <summary>Loads the networks of an opened pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="engine">Composes the pixels; it stays the caller's.</param>
    /// <param name="options">Provider and threads of the networks; null for the defaults.</param>
    /// <exception cref="ModelPackException">A network does not load or run.</exception>
    /// <exception cref="EmoVidException">ONNX Runtime is missing, or a required provider does not work.</exception>
    public StickerAnimator(ModelPack pack, PixelEngine engine, GeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _generator = StickerGenerator.Create(pack, options);
    }

    /// <summary>The pack that decides how things move.</summary>
    public ModelPack Pack => _generator.Pack;

    /// <summary>Who runs the networks.</summary>
    public ExecutionProvider Provider => _generator.Provider;

    /// <summary>One line for logs: who runs the networks and why.</summary>
    public string ProviderReason => _generator.ProviderReason;

    /// <summary>Opens a pack and loads its networks.</summary>
    /// <param name="packFolder">Folder of the pack.</param>
    /// <param name="engine">Composes the pixels; it stays the caller's.</param>
    /// <param name="options">Provider and threads of the networks; null for the defaults.</param>
    /// <exception cref="ModelPackException">The pack is missing or not what its manifest says, or a network does not run.</exception>
    /// <exception cref="EmoVidException">ONNX Runtime is missing, or a required provider does not work.</exception>
    public static StickerAnimator Open(string packFolder, PixelEngine engine, GeneratorOptions? options = null) =>
        new(ModelPack.Open(packFolder), engine, options);

    /// <summary>Lets a still act.</summary>
    /// <param name="still">The still, of any size and alpha mode. Read now, not kept.</param>
    /// <param name="request">What to act.</param>
    /// <exception cref="ArgumentOutOfRangeException">The request is outside its ranges.</exception>
    /// <exception cref="EmoVidException">A network or the device failed.</exception>
    public StickerClip CreateClip(in FrameView still, ClipRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        StickerActor actor = CreateActor(still, request.Seed, out IStickerCompositor compositor);
        try
        {
            actor.PlanLoop(request.Mix, TimeSpan.FromSeconds(request.Seconds));
            return new StickerClip(actor, compositor, request);
        }
        catch
        {
            compositor.Dispose();
            actor.Dispose();
            throw;
        }
    }

    /// <summary>Lets a still act without end what a signal shows.</summary>
    /// <param name="still">The still, of any size and alpha mode. Read now, not kept.</param>
    /// <param name="signal">What to act; it stays the caller's and may drive other things too.</param>
    /// <param name="seed">Another seed is another performance of the same emotions.</param>
    /// <exception cref="EmoVidException">The still has no visible pixel, or a network or the device failed.</exception>
    public StickerPerformance CreatePerformance(in FrameView still, EmotionSignal signal, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(signal);
        StickerActor actor = CreateActor(still, seed, out IStickerCompositor compositor);
        return new StickerPerformance(actor, compositor, signal);
    }

    /// <summary>Lets a still act without end what a signal shows, with its networks on a thread beside the host's: rendering waits for none of
    /// them.</summary>
    /// <param name="still">The still, of any size and alpha mode. Read now, not kept.</param>
    /// <param name="signal">What to act; it stays the caller's and may drive other things too.</param>
    /// <param name="thread">Runs the networks; it stays the caller's and may serve many. Dispose it before this animator.</param>
    /// <param name="seed">Another seed is another performance of the same emotions.</param>
    /// <param name="options">Update rate; null for the defaults.</param>
    /// <exception cref="EmoVidException">The still has no visible pixel, or a network or the device failed.</exception>
    public StickerPerformance CreatePerformance(in FrameView still, EmotionSignal signal, ActorThread thread, ulong seed = 1, LiveActorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(thread);
        StickerActor actor = CreateActor(still, seed, out IStickerCompositor compositor);
        try
        {
            return new StickerPerformance(actor, compositor, signal, thread.Add(actor, options));
        }
        catch
        {
            actor.Dispose();
            compositor.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();

    private StickerActor CreateActor(in FrameView still, ulong seed, out IStickerCompositor compositor)
    {
        StickerPlacement placement = StickerPlacement.Fit(still, Pack.Manifest.StillFill);
        compositor = _engine.CreateCompositor();
        try
        {
            compositor.SetStill(still, placement);
            return _generator.CreateActor(still, placement, seed);
        }
        catch
        {
            compositor.Dispose();
            throw;
        }
    }
}
