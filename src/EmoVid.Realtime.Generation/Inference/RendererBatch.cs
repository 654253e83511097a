namespace EmoVid.Realtime.Generation;

/// <summary>The renderer over several actors in one run.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class RendererBatch : IDisposable
{
    private readonly string _packPath;
    private readonly BoundTensor _features, _embedding, _confidence, _code, _warp, _paint;
    private readonly BatchedGraph _graph;

    public RendererBatch(GraphSessions sessions, ModelPack pack, int most)
    {
        ModelPackManifest manifest = pack.Manifest;
        _packPath = pack.Path;
        _features = new BoundTensor("features", [most, .. manifest.FeatureShape.Skip(1).Select(axis => (long)axis)]);
        _embedding = new BoundTensor("embedding", most, manifest.EmbeddingSize);
        _confidence = new BoundTensor("confidence", most, 1);
        _code = new BoundTensor("code", most, manifest.CodeSize);
        _warp = new BoundTensor("warp", most, sessions.WarpChannels, manifest.WarpSize, manifest.WarpSize);
        _paint = new BoundTensor("paint", most, MotionFields.PaintChannels, manifest.PaintSize, manifest.PaintSize);
        _graph = new BatchedGraph(sessions, sessions.Renderer, [_features, _embedding, _confidence, _code], [_warp, _paint]);
    }

    /// <summary>Takes over what an actor shows at the moment: a few tens of kilobytes, so that any actors may meet in a run.</summary>
    public void Take(int row, ActorNetworks actor) => actor.WriteRow(row, _features, _embedding, _confidence, _code);

    /// <exception cref="ModelPackException">The network failed, or a number is not finite.</exception>
    public void Run(int rows) => _graph.RunChecked(rows, _packPath, ModelPack.RendererName);

    public void Give(int row, MotionFields fields)
    {
        Span<float> warp = _warp.Row(row);
        warp.CopyTo(fields.Warp);
        fields.Warp.AsSpan(warp.Length).Fill(1f);
        _paint.Row(row).CopyTo(fields.Paint);
    }

    public void Dispose() => _graph.Dispose();
}
