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
        StickerPlacement placement = StickerPlacement.Fit(still, Pack.Manifest.StillFill);
        StickerActor actor = _generator.CreateActor(still, placement, request.Seed);
        IStickerCompositor? compositor = null;
        try
        {
            actor.PlanLoop(request.Mix, TimeSpan.FromSeconds(request.Seconds));
            compositor = _engine.CreateCompositor();
            compositor.SetStill(still, placement);
            return new StickerClip(actor, compositor, request);
        }
        catch
        {
            compositor?.Dispose();
            actor.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();
}
