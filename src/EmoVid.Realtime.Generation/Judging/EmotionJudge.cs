using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace EmoVid.Realtime.Generation;

/// <summary>A network that reads one of the eight emotions from pixels.</summary>
/// <remarks>Any thread.</remarks>
public sealed class EmotionJudge : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string _pack;
    private readonly string _name;
    private readonly long[] _itemShape;
    private readonly string[] _outputs;

    private EmotionJudge(JudgePack pack, string name, long[] itemShape, int features)
    {
        NativeRuntime.Start();
        (_pack, _name, _itemShape, FeatureCount) = (pack.Path, name, itemShape, features);
        _outputs = features > 0 ? ["probabilities", "features"] : ["probabilities"];
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        try
        {
            _session = new InferenceSession(pack.Content(name), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw ModelPackException.Opening(pack.Path, $"{name} that ONNX Runtime does not load ({NativeRuntime.Cause(e)})", "a graph that it runs", inner: e);
        }
    }

    /// <summary>Numbers of one picture or clip.</summary>
    public int ItemLength => (int)_itemShape.Aggregate(1L, (product, axis) => product * axis);

    /// <summary>Numbers by which the judge describes an item besides; 0 for none.</summary>
    public int FeatureCount { get; }

    /// <summary>The judge of single pictures: [3, side, side] RGB in 0-1 over an opaque background.</summary>
    /// <exception cref="ModelPackException">The network does not load.</exception>
    public static EmotionJudge LoadExpression(JudgePack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return new EmotionJudge(pack, JudgePack.ExpressionName, [3, pack.Manifest.ExpressionSide, pack.Manifest.ExpressionSide], 0);
    }

    /// <summary>The judge of motion: [frames, 4, side, side] premultiplied RGBA in 0-1.</summary>
    /// <exception cref="ModelPackException">The network does not load.</exception>
    public static EmotionJudge LoadMotion(JudgePack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        JudgePackManifest manifest = pack.Manifest;
        return new EmotionJudge(pack, JudgePack.MotionName, [manifest.MotionFrames, 4, manifest.MotionSide, manifest.MotionSide], manifest.MotionFeatures);
    }

    /// <summary>Reads a batch.</summary>
    /// <param name="items">One after the other; their number follows from the length.</param>
    /// <param name="probabilities">Receives eight numbers an item, in the order of <see cref="Emotion"/>.</param>
    /// <param name="features">Receives <see cref="FeatureCount"/> numbers an item; may be empty.</param>
    /// <exception cref="ModelPackException">The network fails, or gives numbers that are not finite.</exception>
    public void Read(Memory<float> items, Memory<float> probabilities, Memory<float> features = default)
    {
        int count = items.Length / ItemLength;
        if (count * ItemLength != items.Length || probabilities.Length != EmotionNames.Count * count)
        {
            throw new ArgumentException($"Items of {ItemLength} numbers with {EmotionNames.Count} probabilities each are read, but there are {items.Length} and {probabilities.Length}.");
        }

        Memory<float> described = features.IsEmpty && FeatureCount > 0 ? new float[FeatureCount * count] : features;
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, items, [count, .. _itemShape]);
        using OrtValue output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, probabilities, [count, EmotionNames.Count]);
        try
        {
            if (FeatureCount > 0)
            {
                using OrtValue second = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, described, [count, FeatureCount]);
                _session.Run(_runOptions, ["frames"], [input], _outputs, [output, second]);
            }
            else
            {
                _session.Run(_runOptions, ["image"], [input], _outputs, [output]);
            }
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackException($"running {_name} of the judge pack '{_pack}': found {NativeRuntime.Cause(e)}, expected a network that runs on its stated shapes; get the pack again", e);
        }

        if (!TensorPrimitives.IsFiniteAll<float>(probabilities.Span))
        {
            throw new ModelPackException($"running {_name} of the judge pack '{_pack}': found NaN or infinity, expected finite numbers; get the pack again");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }
}
