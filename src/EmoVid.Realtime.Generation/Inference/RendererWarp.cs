using Microsoft.ML.OnnxRuntime;

namespace EmoVid.Realtime.Generation;

/// <summary>Tells how many channels of the warp a pack's renderer writes.</summary>
internal static class RendererWarp
{
    /// <exception cref="ModelPackException">Neither a warp with a tint nor one without.</exception>
    public static int CountChannels(ModelPack pack, InferenceSession renderer)
    {
        // Exporters often do not state an output's shape; ONNX Runtime then works it out when it loads the graph. What it cannot tell must
        // have a tint, or the first run fails.
        int[] axes = renderer.OutputMetadata[GraphContract.Warp].Dimensions;
        int channels = axes is [_, > 0, ..] ? axes[1] : MotionFields.WarpChannels;
        return channels is MotionFields.WarpChannels or MotionFields.FirstTint
            ? channels
            : throw ModelPackException.Opening(pack.Path, $"{channels} channels of '{GraphContract.Warp}' from {ModelPack.RendererName}",
                $"{MotionFields.WarpChannels} or, without a tint, {MotionFields.FirstTint}");
    }
}
