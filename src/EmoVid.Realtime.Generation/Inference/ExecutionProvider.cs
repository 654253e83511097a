namespace EmoVid.Realtime.Generation;

/// <summary>What runs a pack's networks.</summary>
public enum ExecutionProvider
{
    /// <summary>The fastest in a trial on the pack's own networks, of the CPU and of each provider that there is a device for.</summary>
    Auto,

    /// <summary>ONNX Runtime's own CPU kernels.</summary>
    Cpu,

    /// <summary>WebGPU (Dawn, on Vulkan or Direct3D 12 or Metal): any vendor's GPU.</summary>
    WebGpu,

    /// <summary>NVIDIA CUDA; its provider library must be installed beside ONNX Runtime.</summary>
    Cuda,
}
