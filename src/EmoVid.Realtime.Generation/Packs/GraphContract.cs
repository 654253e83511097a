namespace EmoVid.Realtime.Generation;

/// <summary>What a graph must look like for the sizes that a manifest states.</summary>
internal sealed class GraphContract
{
    /// <summary>The renderer's output whose channels may be those of <see cref="MotionFields"/> or those before the tint, which is then 1.</summary>
    public const string Warp = "warp";

    private const long Free = OnnxTensorType.Free;
    private readonly string _name;
    private readonly (string Name, long[] Shape)[] _inputs;
    private readonly (string Name, long[] Shape)[] _outputs;
    private readonly long[]? _untinted;

    private GraphContract(string name, (string, long[])[] inputs, (string, long[])[] outputs, long[]? untinted = null)
    {
        _name = name;
        _inputs = inputs;
        _outputs = outputs;
        _untinted = untinted;
    }

    /// <summary>Where a shape has <see cref="OnnxTensorType.Free"/>, the graph must leave the axis open; elsewhere it may
    /// leave it open or state this size.</summary>
    public static GraphContract For(string name, ModelPackManifest manifest)
    {
        int code = manifest.CodeSize, canvas = manifest.Canvas, warp = manifest.WarpSize, paint = manifest.PaintSize;
        long[] features = [.. manifest.FeatureShape.Select(axis => (long)axis)];
        long[] embedding = [1, manifest.EmbeddingSize];
        long[] window = [1, Free, code];
        return name switch
        {
            ModelPack.AppearanceName => new(name,
                [("image", [1, 4, canvas, canvas])],
                [("features", features), ("embedding", embedding), ("confidence", [1, 1])]),
            ModelPack.MotionName => new(name,
                [("noise", window), ("emotion", [1, manifest.Emotions.Count]), ("intensity", [1, 1]), ("embedding", embedding)],
                [("codes", window)]),
            ModelPack.RendererName => new(name,
                [("features", features), ("embedding", embedding), ("confidence", [1, 1]), ("code", [1, code])],
                [(Warp, [1, MotionFields.WarpChannels, warp, warp]), ("paint", [1, MotionFields.PaintChannels, paint, paint])],
                untinted: [1, MotionFields.FirstTint, warp, warp]),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a graph of a model pack."),
        };
    }

    /// <exception cref="ModelPackException">The graph is not what the contract says.</exception>
    public void Check(string pack, ReadOnlySpan<byte> model)
    {
        OnnxGraph graph;
        try
        {
            graph = OnnxGraph.Read(model);
        }
        catch (InvalidDataException e)
        {
            throw ModelPackException.Opening(pack, $"{_name} that is not an ONNX model ({e.Message})", "an ONNX model", inner: e);
        }

        if (graph.Opset != ModelPackManifest.SupportedOpset)
        {
            throw ModelPackException.Opening(pack, $"operator set {graph.Opset} in {_name}", $"{ModelPackManifest.SupportedOpset}");
        }

        if (graph.ForeignOperator is { } foreign)
        {
            throw ModelPackException.Opening(pack, $"the operator {foreign} in {_name}", "operators of ONNX itself");
        }

        if (graph.ExternalWeight is { } external)
        {
            throw ModelPackException.Opening(pack, $"the weight '{external}' of {_name} in another file", "all weights inside the graph");
        }

        if (graph.BadWeight is { } bad)
        {
            throw ModelPackException.Opening(pack, $"NaN or infinity in the weight '{bad}' of {_name}", "finite weights");
        }

        CheckTensors(pack, "input", _inputs, graph.Inputs);
        CheckTensors(pack, "output", _outputs, graph.Outputs);
    }

    private void CheckTensors(string pack, string role, (string Name, long[] Shape)[] expected, List<OnnxTensorType> found)
    {
        if (!expected.Select(tensor => tensor.Name).Order(StringComparer.Ordinal).SequenceEqual(found.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            throw ModelPackException.Opening(pack, $"the {role}s {string.Join(", ", found.Select(tensor => tensor.Name))} in {_name}", string.Join(", ", expected.Select(tensor => tensor.Name)));
        }

        foreach ((string name, long[] shape) in expected)
        {
            OnnxTensorType tensor = found.First(candidate => candidate.Name == name);
            long[]? other = name == Warp ? _untinted : null;
            if (!tensor.IsFloat32 || !(Fits(tensor.Shape, shape, isInput: role == "input") || (other is not null && Fits(tensor.Shape, other, isInput: false))))
            {
                string expects = OnnxTensorType.Describe(true, shape) + (other is null ? "" : $" or, without a tint, {OnnxTensorType.Describe(true, other)}");
                throw ModelPackException.Opening(pack, $"the {role} '{name}' of {_name} as {tensor}", expects);
            }
        }
    }

    // Exporters often cannot state an output's shape; then the first run tells.
    private static bool Fits(long[]? found, long[] expected, bool isInput)
    {
        if (found is null)
        {
            return !isInput;
        }

        return found.Length == expected.Length && found.Zip(expected).All(axis => axis.First == Free || axis.First == axis.Second);
    }
}
