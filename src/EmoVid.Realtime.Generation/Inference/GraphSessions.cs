using Microsoft.ML.OnnxRuntime;

namespace EmoVid.Realtime.Generation;

/// <summary>The three loaded networks of a pack, shared by a generator and its actors and released with the last of them:
/// ONNX Runtime does not survive a run on a released session.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class GraphSessions
{
    private readonly Lock _gate = new();
    private readonly int _threads;
    private GraphSessions? _cpu;
    private int _owners = 1;

    private GraphSessions(ModelPack pack, ExecutionProvider provider, int threads, Action<string>? log)
    {
        (Provider, _threads, Log) = (provider, threads, log);
        using SessionOptions options = Options(provider, threads);
        var loaded = new List<InferenceSession>();
        try
        {
            foreach (string name in new[] { ModelPack.AppearanceName, ModelPack.MotionName, ModelPack.RendererName })
            {
                loaded.Add(Load(pack, name, options));
            }

            WarpChannels = RendererWarp.CountChannels(pack, loaded[2]);
        }
        catch
        {
            loaded.ForEach(session => session.Dispose());
            throw;
        }

        (Appearance, Motion, Renderer) = (loaded[0], loaded[1], loaded[2]);
        TakesSeveral = IsOpen(Motion) && IsOpen(Renderer);
    }

    public ExecutionProvider Provider { get; private init; }

    /// <summary>Whether motion and renderer network leave open how many actors a run is for; a pack may fix it at one.</summary>
    public bool TakesSeveral { get; }

    /// <summary>Channels of the warp that the renderer writes: those of <see cref="MotionFields"/>, or those before the tint.</summary>
    public int WarpChannels { get; }

    /// <summary>Takes one line for each thing that a host should know, on whatever thread it happens; may be null.</summary>
    public Action<string>? Log { get; }

    /// <summary>Called before every run of a network. The seam where tests let a provider die; null outside them.</summary>
    public Action? BeforeRun { get; private init; }

    public InferenceSession Appearance { get; }

    public InferenceSession Motion { get; }

    public InferenceSession Renderer { get; }

    /// <exception cref="ModelPackException">ONNX Runtime does not load a graph.</exception>
    /// <exception cref="OnnxRuntimeException">The provider is not available.</exception>
    public static GraphSessions Load(ModelPack pack, ExecutionProvider provider, int threads, Action<string>? log = null)
    {
        NativeRuntime.Start();
        return new GraphSessions(pack, provider, threads, log);
    }

    /// <summary>For tests: sessions that run on the CPU, say that they run elsewhere, and can be made to fail.</summary>
    internal static GraphSessions LoadFragile(ModelPack pack, ExecutionProvider claimed, Action beforeRun, Action<string>? log)
    {
        NativeRuntime.Start();
        return new GraphSessions(pack, ExecutionProvider.Cpu, 1, log) { Provider = claimed, BeforeRun = beforeRun };
    }

    /// <summary>The same networks on the CPU, for an actor whose provider died: loaded once, shared, the caller's to release.</summary>
    public GraphSessions OnCpu(ModelPack pack)
    {
        lock (_gate)
        {
            _cpu ??= Load(pack, ExecutionProvider.Cpu, _threads, Log);
            return _cpu.Share();
        }
    }

    /// <exception cref="ObjectDisposedException">The last owner has let go.</exception>
    public GraphSessions Share()
    {
        int owners;
        do
        {
            owners = Volatile.Read(ref _owners);
            ObjectDisposedException.ThrowIf(owners == 0, typeof(StickerGenerator));
        }
        while (Interlocked.CompareExchange(ref _owners, owners + 1, owners) != owners);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            Appearance.Dispose();
            Motion.Dispose();
            Renderer.Dispose();
            _cpu?.Release();
        }
    }

    private static bool IsOpen(InferenceSession session) => session.InputMetadata.Values.All(input => input.Dimensions[0] < 0);

    private static SessionOptions Options(ExecutionProvider provider, int threads)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            InterOpNumThreads = 1,
            IntraOpNumThreads = threads,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            // Worker threads sleep between frames: a host's cores are not ours to spin on.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            switch (provider)
            {
                case ExecutionProvider.WebGpu:
                    options.AppendExecutionProvider("WebGPU");
                    break;
                case ExecutionProvider.Cuda:
                    options.AppendExecutionProvider_CUDA();
                    break;
            }

            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static InferenceSession Load(ModelPack pack, string name, SessionOptions options)
    {
        try
        {
            return new InferenceSession(pack.Graph(name), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw ModelPackException.Opening(pack.Path, $"{name} that ONNX Runtime does not load ({NativeRuntime.Cause(e)})", "a graph that it runs", inner: e);
        }
    }
}
