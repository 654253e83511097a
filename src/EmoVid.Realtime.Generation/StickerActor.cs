using System.Diagnostics;

namespace EmoVid.Realtime.Generation;

/// <summary>One still that acts: it plans motion for an emotion and says, for any instant, how the still moves.</summary>
/// <remarks>One thread at a time. <see cref="Sample"/> allocates nothing after its first call.</remarks>
public sealed class StickerActor : IDisposable
{
    private readonly ModelPack _pack;
    private readonly ModelPackManifest _manifest;
    private readonly float[] _image;
    private readonly MotionPlanner _planner;
    private GraphSessions _sessions;
    private ActorNetworks _networks;
    private MotionLoop? _loop;
    private CodeStream? _stream;
    private bool _disposed;

    internal StickerActor(ModelPack pack, GraphSessions sessions, float[] image, ulong seed, string providerReason)
    {
        _pack = pack;
        _manifest = pack.Manifest;
        _image = image;
        Seed = seed;
        ProviderReason = providerReason;
        _sessions = sessions.Share();
        try
        {
            _networks = new ActorNetworks(sessions, pack, image, Timings);
        }
        catch
        {
            _sessions.Release();
            throw;
        }

        _planner = new MotionPlanner(sessions, pack, _networks.Embedding, seed, Timings);
    }

    /// <summary>What makes this actor's movements its own.</summary>
    public ulong Seed { get; }

    /// <summary>How familiar the still is to the pack, 0 to 1; unfamiliar art moves by warp rather than by paint.</summary>
    public float Confidence => _networks.Confidence;

    /// <summary>Who runs the networks, for logs and reports.</summary>
    public ExecutionProvider Provider => _sessions.Provider;

    /// <summary>One line for logs: who runs the networks and why. Changes when a provider dies and the CPU steps in.</summary>
    public string ProviderReason { get; private set; }

    /// <summary>How long the networks take.</summary>
    public InferenceTimings Timings { get; } = new();

    /// <summary>Codes of the shortest loop that can be planned: half a second, in whole steps of the manifest's
    /// <see cref="ModelPackManifest.LoopMultiple"/>.</summary>
    public int MinimumLoopFrames => (int)Math.Ceiling(_manifest.CodeRateHz / 2 / _manifest.LoopMultiple) * _manifest.LoopMultiple;

    /// <summary>Codes of the longest loop that can be planned: a minute.</summary>
    public int MaximumLoopFrames => (int)(_manifest.CodeRateHz * 60);

    /// <summary>Opens a pack's networks for a single actor. For several, share a <see cref="StickerGenerator"/>.</summary>
    /// <param name="pack">An opened pack.</param>
    /// <param name="still">The still, of any size and alpha mode. Read now, not kept.</param>
    /// <param name="placement">Where it stands on the canvas; see <see cref="StickerGenerator.CreateActor"/>.</param>
    /// <param name="options">Seed, provider and threads; null for the defaults.</param>
    /// <exception cref="ModelPackException">A network does not load or run.</exception>
    /// <exception cref="EmoVidException">ONNX Runtime is missing, or a required provider does not work.</exception>
    public static StickerActor Create(ModelPack pack, in FrameView still, StickerPlacement placement, ActorOptions? options = null)
    {
        options ??= new ActorOptions();
        using var generator = StickerGenerator.Create(pack, options.Generator);
        return generator.CreateActor(still, placement, options.Seed);
    }

    /// <summary>Fields of the sizes that this actor's pack writes.</summary>
    public MotionFields CreateFields() => new(_manifest.WarpSize, _manifest.PaintSize);

    /// <summary>Numbers in such fields.</summary>
    internal int FieldNumbers => MotionFields.WarpChannels * _manifest.WarpSize * _manifest.WarpSize + MotionFields.PaintChannels * _manifest.PaintSize * _manifest.PaintSize;

    /// <summary>Plans a loop without a seam and plays it from now on.</summary>
    /// <param name="mix">What to act.</param>
    /// <param name="frames">Codes, <see cref="MinimumLoopFrames"/> to <see cref="MaximumLoopFrames"/>, at the pack's code
    /// rate, in steps of the manifest's <see cref="ModelPackManifest.LoopMultiple"/>.</param>
    /// <returns>The loop, which stays valid.</returns>
    /// <exception cref="ModelPackException">The motion network failed.</exception>
    public MotionLoop PlanLoop(EmotionMix mix, int frames)
    {
        ThrowIfLengthIsOutOfRange(frames);
        if (frames % _manifest.LoopMultiple != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(frames), frames, $"A loop of this pack has a multiple of {_manifest.LoopMultiple} codes.");
        }

        return Plan(mix, frames, frames / _manifest.CodeRateHz);
    }

    /// <summary>Plans a loop that takes exactly as long as asked; the codes are spread over it, so that they may come up to a
    /// code's length slower or faster than at the pack's rate.</summary>
    /// <param name="mix">What to act.</param>
    /// <param name="duration">As long as <see cref="MinimumLoopFrames"/> codes take at least, a minute at most.</param>
    /// <returns>The loop, which stays valid.</returns>
    /// <exception cref="ModelPackException">The motion network failed.</exception>
    public MotionLoop PlanLoop(EmotionMix mix, TimeSpan duration)
    {
        int step = _manifest.LoopMultiple;
        double frames = Math.Round(duration.TotalSeconds * _manifest.CodeRateHz / step) * step;
        int whole = (int)Math.Clamp(frames, -1, int.MaxValue);
        ThrowIfLengthIsOutOfRange(whole, nameof(duration));
        return Plan(mix, whole, duration.TotalSeconds);
    }

    /// <summary>Plays codes that were made elsewhere, e.g. from a real clip, as a loop: for comparisons with what the motion network plans.</summary>
    /// <param name="codes">One code after the other, of the manifest's <see cref="ModelPackManifest.CodeSize"/>; copied.</param>
    /// <param name="duration">Length of the loop, above zero.</param>
    /// <exception cref="ArgumentException">The codes are not whole, or fewer than four.</exception>
    public MotionLoop PlayLoop(ReadOnlySpan<float> codes, TimeSpan duration)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        if (codes.Length % _manifest.CodeSize != 0 || codes.Length < 4 * _manifest.CodeSize)
        {
            throw new ArgumentException($"A loop has at least four codes of {_manifest.CodeSize} numbers, but there are {codes.Length} numbers.", nameof(codes));
        }

        _loop = new MotionLoop(codes.ToArray(), _manifest.CodeSize, duration.TotalSeconds);
        _stream = null;
        return _loop;
    }

    /// <summary>Acts on without end, from any time that <see cref="Sample"/> is asked for. Called again with another mix, the act
    /// turns to it from what is shown at the next sample: half of the way within 150 ms, 95 % within 0.4 s, without a jump. A host may call it
    /// every frame.</summary>
    /// <param name="mix">What to act.</param>
    public void Perform(EmotionMix mix)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        bool changed = _planner.Target(mix);
        _loop = null;
        _stream ??= new CodeStream(_planner, _manifest);
        if (changed)
        {
            _stream.Retarget();
        }
    }

    /// <summary>Says how the still moves at one instant of the planned loop or of the endless act.</summary>
    /// <param name="seconds">Time since the act began; any for a loop, running forward for an endless act.</param>
    /// <param name="fields">Receives the motion; of the sizes of <see cref="CreateFields"/>. Unchanged if the call fails.</param>
    /// <exception cref="InvalidOperationException">Neither a loop was planned nor an endless act begun.</exception>
    /// <exception cref="ModelPackException">A network failed.</exception>
    public void Sample(double seconds, MotionFields fields)
    {
        CheckSample(seconds, fields);
        EvaluateCode(seconds);
        long start = Stopwatch.GetTimestamp();
        try
        {
            _networks.Render(fields);
        }
        catch (ModelPackException e) when (Provider != ExecutionProvider.Cpu)
        {
            FallBackToCpu(e);
            EvaluateCode(seconds);
            _networks.Render(fields);
        }

        Timings.AddFrame(start);
    }

    /// <summary>Lets go of the networks. More than once does no harm.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _planner.Dispose();
            _networks.Dispose();
            _sessions.Release();
        }
    }

    /// <exception cref="ArgumentException">The time is none, or the fields are of another size.</exception>
    /// <exception cref="ObjectDisposedException">The actor was disposed.</exception>
    internal void CheckSample(double seconds, MotionFields fields)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(fields);
        CheckSample(seconds, fields.WarpSize, fields.PaintSize, nameof(fields));
    }

    /// <exception cref="ArgumentException">The time is none, or the motion is of another size.</exception>
    internal void CheckSample(double seconds, int warpSize, int paintSize, string name)
    {
        if (!(Math.Abs(seconds) <= 1e9))
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "Time is a finite number of seconds, at most 1e9.");
        }

        if (warpSize != _manifest.WarpSize || paintSize != _manifest.PaintSize)
        {
            throw new ArgumentException($"This pack writes fields of {_manifest.WarpSize} and {_manifest.PaintSize} cells, but these have {warpSize} and {paintSize}; use CreateFields.", name);
        }
    }

    internal ModelPack Pack => _pack;

    /// <summary>Whose networks this actor runs; changes when a provider dies.</summary>
    internal GraphSessions Sessions => _sessions;

    internal ActorNetworks Networks => _networks;

    /// <summary>Adds the window that <see cref="Follow"/> to this instant would plan, if any, to a run for several actors.</summary>
    internal void AddPlan(double seconds, MotionBatch batch)
    {
        if (_loop is null && _stream is not null && _stream.Foresees(seconds, out long first))
        {
            batch.Add(_planner, first);
        }
    }

    /// <summary>Lets the act go on to an instant, where a change of emotion begins, without rendering it.</summary>
    internal void Follow(double seconds) => EvaluateCode(seconds);

    private void EvaluateCode(double seconds)
    {
        try
        {
            WriteCode(seconds);
        }
        catch (ModelPackException e) when (Provider != ExecutionProvider.Cpu)
        {
            FallBackToCpu(e);
            WriteCode(seconds);
        }
    }

    private void WriteCode(double seconds)
    {
        if (_loop is not null)
        {
            _loop.Evaluate(seconds, _networks.Code.Data);
        }
        else if (_stream is not null)
        {
            _stream.Evaluate(seconds, _networks.Code.Data);
        }
        else
        {
            throw new InvalidOperationException("Nothing to act; call PlanLoop or Perform first.");
        }
    }

    /// <summary>A device that is gone takes this actor to the CPU; the act goes on where it was.</summary>
    private void FallBackToCpu(ModelPackException failure)
    {
        string from = Provider.ToString().ToLowerInvariant();
        GraphSessions cpu = _sessions.OnCpu(_pack);
        ActorNetworks networks;
        try
        {
            networks = new ActorNetworks(cpu, _pack, _image, Timings);
        }
        catch
        {
            cpu.Release();
            throw;
        }

        _planner.MoveTo(cpu, networks.Embedding);
        _networks.Dispose();
        _sessions.Release();
        (_sessions, _networks) = (cpu, networks);
        ProviderReason = $"cpu: {from} died while it ran ({NativeRuntime.Cause(failure.InnerException ?? failure)})";
        _sessions.Log?.Invoke(ProviderReason);
    }

    private MotionLoop Plan(EmotionMix mix, int frames, double seconds)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _planner.Target(mix);
        _loop = new MotionLoop(PlanCodes(frames), _manifest.CodeSize, seconds);
        _stream = null;
        return _loop;
    }

    private float[] PlanCodes(int frames)
    {
        try
        {
            return _planner.PlanLoop(frames);
        }
        catch (ModelPackException e) when (Provider != ExecutionProvider.Cpu)
        {
            FallBackToCpu(e);
            return _planner.PlanLoop(frames);
        }
    }

    private void ThrowIfLengthIsOutOfRange(int frames, string parameter = "frames")
    {
        if (frames < MinimumLoopFrames || frames > MaximumLoopFrames)
        {
            throw new ArgumentOutOfRangeException(parameter, frames, $"A loop of this pack has {MinimumLoopFrames} to {MaximumLoopFrames} codes.");
        }
    }
}
