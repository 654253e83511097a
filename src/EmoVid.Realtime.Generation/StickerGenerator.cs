using Microsoft.ML.OnnxRuntime;

namespace EmoVid.Realtime.Generation;

/// <summary>A pack's networks, loaded and tried once. Owns the weights; its actors own their state and may be many.</summary>
/// <remarks>Any thread. Disposing it leaves its actors working: the weights go with the last of them.</remarks>
public sealed class StickerGenerator : IDisposable
{
    private readonly GraphSessions _sessions;
    private int _disposed;

    private StickerGenerator(ModelPack pack, GraphSessions sessions, string reason)
    {
        Pack = pack;
        _sessions = sessions;
        ProviderReason = reason;
    }

    /// <summary>The pack.</summary>
    public ModelPack Pack { get; }

    /// <summary>Who runs the networks; never <see cref="ExecutionProvider.Auto"/>.</summary>
    public ExecutionProvider Provider => _sessions.Provider;

    /// <summary>One line for logs: who runs the networks and why.</summary>
    public string ProviderReason { get; internal set; }

    /// <summary>Milliseconds of the renderer network in the trial.</summary>
    internal double TrialMilliseconds { get; private init; }

    /// <summary>Loads a pack's networks and runs each of them once: what a fault of the pack or of the provider does, it does
    /// here.</summary>
    /// <param name="pack">An opened pack.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="ModelPackException">A network does not load or run, or gives numbers that are not finite.</exception>
    /// <exception cref="EmoVidException">ONNX Runtime is missing, or a required provider does not work.</exception>
    public static StickerGenerator Create(ModelPack pack, GeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        options ??= new GeneratorOptions();
        options.Validate();
        StickerGenerator generator = options.Provider switch
        {
            ExecutionProvider.Auto => ProviderChoice.Fastest(pack, options),
            ExecutionProvider.Cpu => CreateOn(pack, ExecutionProvider.Cpu, options, "cpu: as asked"),
            _ => CreateAsked(pack, options),
        };
        options.Log?.Invoke(generator.ProviderReason);
        return generator;
    }

    /// <summary>Looks at a still and makes an actor of it.</summary>
    /// <param name="still">The still, of any size and alpha mode. Read now, not kept.</param>
    /// <param name="placement">Where it stands on the canvas; <see cref="StickerPlacement.Fit"/> with the pack's
    /// <see cref="ModelPackManifest.StillFill"/> is what the pack was trained for.</param>
    /// <param name="seed">What makes this actor's movements its own; the same seed, the same movements.</param>
    /// <exception cref="ObjectDisposedException">The generator was disposed.</exception>
    public StickerActor CreateActor(in FrameView still, StickerPlacement placement, ulong seed = 0)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        int canvas = Pack.Manifest.Canvas;
        float[] image = new float[4 * canvas * canvas];
        CanvasRaster.Render(still, placement, canvas, image);
        return new StickerActor(Pack, _sessions, image, seed, ProviderReason);
    }

    /// <summary>Makes a place where several of this generator's actors are sampled in one run of each network.</summary>
    /// <param name="most">Actors in one run at most, 2 to <see cref="ActorBatch.MostOfAny"/>.</param>
    /// <exception cref="ObjectDisposedException">The generator was disposed.</exception>
    public ActorBatch CreateBatch(int most)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return new ActorBatch(Pack, _sessions, most);
    }

    /// <summary>Lets go of the weights. More than once does no harm.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _sessions.Release();
        }
    }

    /// <summary>Whether a provider's failure to start is what an exception tells.</summary>
    internal static bool IsProviderFailure(Exception e) =>
        e is OnnxRuntimeException or ModelPackException or EntryPointNotFoundException or DllNotFoundException or NotSupportedException;

    internal static StickerGenerator CreateOn(ModelPack pack, ExecutionProvider provider, GeneratorOptions options, string reason) =>
        CreateOn(pack, GraphSessions.Load(pack, provider, options.Threads, options.Log), reason);

    /// <summary>Takes sessions over and tries them.</summary>
    internal static StickerGenerator CreateOn(ModelPack pack, GraphSessions sessions, string reason)
    {
        try
        {
            double milliseconds = Try(pack, sessions);
            return new StickerGenerator(pack, sessions, reason) { TrialMilliseconds = milliseconds };
        }
        catch
        {
            sessions.Release();
            throw;
        }
    }

    private static StickerGenerator CreateAsked(ModelPack pack, GeneratorOptions options)
    {
        string asked = options.Provider.ToString().ToLowerInvariant();
        try
        {
            return CreateOn(pack, options.Provider, options, $"{asked}: as asked");
        }
        catch (Exception e) when (IsProviderFailure(e))
        {
            string cause = NativeRuntime.Cause(e.InnerException ?? e);
            return options.RequireProvider
                ? throw new EmoVidException($"starting the execution provider {asked}: found {cause}, expected a working {asked} device; choose another provider, e.g. cpu", e)
                : CreateOn(pack, ExecutionProvider.Cpu, options, $"cpu: {asked} was asked for but does not work here ({cause})");
        }
    }

    /// <summary>Two lengths of loop, because a graph may hide a fixed one behind an open axis.</summary>
    /// <returns>Milliseconds of a frame once warm.</returns>
    private static double Try(ModelPack pack, GraphSessions sessions)
    {
        ModelPackManifest manifest = pack.Manifest;
        float[] grey = new float[4 * manifest.Canvas * manifest.Canvas];
        Array.Fill(grey, 0.5f);
        using var actor = new StickerActor(pack, sessions, grey, 0, "");
        var fields = actor.CreateFields();
        foreach (int frames in new[] { manifest.WindowFrames, actor.MinimumLoopFrames })
        {
            actor.PlanLoop(EmotionMix.Neutral, frames);
            actor.Sample(0, fields);
            actor.Sample(0.1, fields);
        }

        return actor.Timings.FrameMilliseconds(50);
    }
}
