using System.Diagnostics;

namespace EmoVid.Realtime.Generation;

/// <summary>What one actor holds of a pack's networks: the still's features, and the renderer tied to them.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class ActorNetworks : IDisposable
{
    private readonly string _packPath;
    private readonly BoundTensor _features;
    private readonly BoundTensor _confidence;
    private readonly BoundGraph _renderer;
    private readonly BoundTensor _warp;
    private readonly BoundTensor _paint;

    /// <summary>Runs the appearance network on [1, 4, canvas, canvas] as <see cref="CanvasRaster"/> draws it.</summary>
    public ActorNetworks(GraphSessions sessions, ModelPack pack, float[] image, InferenceTimings timings)
    {
        ModelPackManifest manifest = pack.Manifest;
        _packPath = pack.Path;
        var input = new BoundTensor("image", 1, 4, manifest.Canvas, manifest.Canvas);
        _features = new BoundTensor("features", [.. manifest.FeatureShape.Select(axis => (long)axis)]);
        Embedding = new BoundTensor("embedding", 1, manifest.EmbeddingSize);
        _confidence = new BoundTensor("confidence", 1, 1);
        image.CopyTo(input.Data);
        using (var appearance = new BoundGraph(sessions, sessions.Appearance, [input], [_features, Embedding, _confidence]))
        {
            long start = Stopwatch.GetTimestamp();
            appearance.RunChecked(_packPath, ModelPack.AppearanceName, _features);
            timings.AddAppearance(start);
            BoundGraph.CheckFinite(_packPath, ModelPack.AppearanceName, Embedding);
            BoundGraph.CheckFinite(_packPath, ModelPack.AppearanceName, _confidence);
        }

        Confidence = _confidence.Data[0];
        Code = new BoundTensor("code", 1, manifest.CodeSize);
        _warp = new BoundTensor("warp", 1, sessions.WarpChannels, manifest.WarpSize, manifest.WarpSize);
        _paint = new BoundTensor("paint", 1, MotionFields.PaintChannels, manifest.PaintSize, manifest.PaintSize);
        _renderer = new BoundGraph(sessions, sessions.Renderer, [_features, Embedding, _confidence, Code], [_warp, _paint]);
    }

    public BoundTensor Embedding { get; }

    public BoundTensor Code { get; }

    public float Confidence { get; }

    /// <summary>Renders <see cref="Code"/> into the fields.</summary>
    public void Render(MotionFields fields)
    {
        _renderer.RunChecked(_packPath, ModelPack.RendererName, _warp);
        BoundGraph.CheckFinite(_packPath, ModelPack.RendererName, _paint);
        // A copy of some hundred kilobytes; in return the host may hand over any fields at any frame.
        _warp.Data.CopyTo(fields.Warp);
        // A renderer without a tint leaves the still's colours.
        fields.Warp.AsSpan(_warp.Data.Length).Fill(1f);
        _paint.Data.CopyTo(fields.Paint);
    }

    /// <summary>Writes what the renderer reads of this actor into one row of a run for several.</summary>
    public void WriteRow(int row, BoundTensor features, BoundTensor embedding, BoundTensor confidence, BoundTensor code)
    {
        _features.Data.CopyTo(features.Row(row));
        Embedding.Data.CopyTo(embedding.Row(row));
        _confidence.Data.CopyTo(confidence.Row(row));
        Code.Data.CopyTo(code.Row(row));
    }

    public void Dispose() => _renderer.Dispose();
}
