using System.Diagnostics;

namespace EmoVid.Realtime.Generation;

/// <summary>The motion network over the next windows of several actors in one run.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class MotionBatch : IDisposable
{
    private readonly string _packPath;
    private readonly BoundTensor _noise, _emotion, _intensity, _embedding, _codes;
    private readonly BatchedGraph _graph;
    private readonly MotionPlanner[] _planners;
    private readonly long[] _firsts;
    private int _rows;

    public MotionBatch(GraphSessions sessions, ModelPack pack, int most)
    {
        ModelPackManifest manifest = pack.Manifest;
        _packPath = pack.Path;
        _noise = new BoundTensor("noise", most, manifest.WindowFrames, manifest.CodeSize);
        _emotion = new BoundTensor("emotion", most, manifest.Emotions.Count);
        _intensity = new BoundTensor("intensity", most, 1);
        _embedding = new BoundTensor("embedding", most, manifest.EmbeddingSize);
        _codes = new BoundTensor("codes", most, manifest.WindowFrames, manifest.CodeSize);
        _graph = new BatchedGraph(sessions, sessions.Motion, [_noise, _emotion, _intensity, _embedding], [_codes]);
        (_planners, _firsts) = (new MotionPlanner[most], new long[most]);
    }

    /// <summary>Adds the window that a planner is about to plan; one of each planner.</summary>
    public void Add(MotionPlanner planner, long first)
    {
        if (!_planners.AsSpan(0, _rows).Contains(planner))
        {
            planner.WriteRow(_rows, first, _noise, _emotion, _intensity, _embedding);
            (_planners[_rows], _firsts[_rows]) = (planner, first);
            _rows++;
        }
    }

    /// <summary>Plans what was added and hands it out; a single window is left to its planner.</summary>
    /// <exception cref="ModelPackException">The network failed, or a number is not finite.</exception>
    public void Run()
    {
        int rows = _rows;
        _rows = 0;
        if (rows < 2)
        {
            return;
        }

        long start = Stopwatch.GetTimestamp();
        _graph.RunChecked(rows, _packPath, ModelPack.MotionName);
        for (int row = 0; row < rows; row++)
        {
            _planners[row].Accept(_firsts[row], _codes.Row(row), start, rows);
        }
    }

    public void Dispose() => _graph.Dispose();
}
