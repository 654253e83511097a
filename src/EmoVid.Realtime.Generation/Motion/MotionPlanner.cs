using System.Diagnostics;

namespace EmoVid.Realtime.Generation;

/// <summary>Runs the motion network for one actor: noise, emotion, intensity and the still's embedding in, codes out.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class MotionPlanner : IDisposable
{
    private readonly ModelPackManifest _manifest;
    private readonly ulong _seed;
    private readonly InferenceTimings _timings;
    private readonly EmotionConditioning _conditioning;
    private readonly BoundTensor _emotion;
    private readonly BoundTensor _intensity = new("intensity", 1, 1);
    private readonly string _packPath;
    private readonly float[] _planned;
    private GraphSessions _sessions;
    private BoundTensor _embedding;
    private EmotionMix _target;
    private MotionWindow? _window;
    private long? _accepted;

    public MotionPlanner(GraphSessions sessions, ModelPack pack, BoundTensor embedding, ulong seed, InferenceTimings timings)
    {
        _sessions = sessions;
        _manifest = pack.Manifest;
        _packPath = pack.Path;
        _embedding = embedding;
        _seed = seed;
        _timings = timings;
        _conditioning = new EmotionConditioning(_manifest.Emotions);
        _emotion = new BoundTensor("emotion", 1, _conditioning.Size);
        _planned = new float[_conditioning.Size + 1];
        Target(EmotionMix.Neutral);
    }

    /// <summary>How far the target has gone from what was planned last: half the sum of the weights' changes plus the intensity's.</summary>
    public float Departure
    {
        get
        {
            ReadOnlySpan<float> wanted = _emotion.Data;
            float sum = 0;
            for (int i = 0; i < wanted.Length; i++)
            {
                sum += Math.Abs(wanted[i] - _planned[i]);
            }

            return sum / 2 + Math.Abs(_intensity.Data[0] - _planned[^1]);
        }
    }

    /// <summary>What the following plans act.</summary>
    /// <returns>Whether that differs from before.</returns>
    public bool Target(in EmotionMix mix)
    {
        bool changed = mix != _target;
        _target = mix;
        _accepted = changed ? null : _accepted;
        _conditioning.Write(mix, _emotion.Data);
        _intensity.Data[0] = mix.Intensity;
        return changed;
    }

    /// <summary>Goes on with other sessions of the same pack.</summary>
    public void MoveTo(GraphSessions sessions, BoundTensor embedding)
    {
        Dispose();
        (_sessions, _embedding) = (sessions, embedding);
    }

    /// <summary>Plans a seamless loop of any length.</summary>
    /// <remarks>A loop shorter than the network makes is planned as several rounds of the same noise: on a circle of time, input
    /// that repeats gives output that repeats, so this is the short loop itself, on a circle longer than the network's
    /// padding.</remarks>
    public float[] PlanLoop(int frames)
    {
        int rounds = Math.Max(1, (_manifest.LoopMinimumFrames + frames - 1) / frames);
        using var window = new MotionWindow(this, rounds * frames);
        return Plan(window, 0, rounds)[..(frames * _manifest.CodeSize)].ToArray();
    }

    /// <summary>Plans the window whose first code is that of frame <paramref name="first"/>; allocates only the first time. The
    /// result is overwritten by the next call.</summary>
    public ReadOnlySpan<float> PlanWindow(long first)
    {
        _window ??= new MotionWindow(this, _manifest.WindowFrames);
        if (_accepted == first)
        {
            _accepted = null;
            NotePlanned();
            return _window.Codes.Data;
        }

        _accepted = null;
        return Plan(_window, first);
    }

    /// <summary>Writes what the motion network reads for a window into one row of a run for several.</summary>
    public void WriteRow(int row, long first, BoundTensor noise, BoundTensor emotion, BoundTensor intensity, BoundTensor embedding)
    {
        NormalNoise.Fill(_seed, first, _manifest.CodeSize, noise.Row(row));
        _emotion.Data.CopyTo(emotion.Row(row));
        _intensity.Data.CopyTo(intensity.Row(row));
        _embedding.Data.CopyTo(embedding.Row(row));
    }

    /// <summary>Takes the window that a run for several planned, for the next <see cref="PlanWindow"/> of the same first code and target.</summary>
    public void Accept(long first, ReadOnlySpan<float> codes, long startTimestamp, int actors)
    {
        _window ??= new MotionWindow(this, _manifest.WindowFrames);
        codes.CopyTo(_window.Codes.Data);
        _accepted = first;
        _timings.AddMotion(startTimestamp, actors);
    }

    public void Dispose()
    {
        _window?.Dispose();
        (_window, _accepted) = (null, null);
    }

    private void NotePlanned()
    {
        _emotion.Data.CopyTo(_planned);
        _planned[^1] = _intensity.Data[0];
    }

    private ReadOnlySpan<float> Plan(MotionWindow window, long first, int rounds = 1)
    {
        long start = Stopwatch.GetTimestamp();
        Span<float> noise = window.Noise.Data;
        int round = noise.Length / rounds;
        NormalNoise.Fill(_seed, first, _manifest.CodeSize, noise[..round]);
        for (int i = 1; i < rounds; i++)
        {
            noise[..round].CopyTo(noise[(i * round)..]);
        }

        window.Graph.RunChecked(_packPath, ModelPack.MotionName, window.Codes);
        NotePlanned();
        _timings.AddMotion(start);
        return window.Codes.Data;
    }

    private sealed class MotionWindow : IDisposable
    {
        public MotionWindow(MotionPlanner planner, int frames)
        {
            int code = planner._manifest.CodeSize;
            Noise = new BoundTensor("noise", 1, frames, code);
            Codes = new BoundTensor("codes", 1, frames, code);
            Graph = new BoundGraph(planner._sessions, planner._sessions.Motion,
                [Noise, planner._emotion, planner._intensity, planner._embedding], [Codes]);
        }

        public BoundTensor Noise { get; }

        public BoundTensor Codes { get; }

        public BoundGraph Graph { get; }

        public void Dispose() => Graph.Dispose();
    }
}
