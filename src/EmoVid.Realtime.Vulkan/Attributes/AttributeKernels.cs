using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The compiled forms of the attribute passes for one meter, made when a frame first needs them.</summary>
internal sealed unsafe class AttributeKernels : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly AttributeTuning _tuning;
    private readonly AttributeSet _set;
    private readonly int _setCount;
    private readonly Dictionary<(AttributeVariant Variant, bool IsWide), ComputeKernel> _kernels = [];
    private readonly ComputeKernel?[] _edges = new ComputeKernel?[2];

    /// <summary>Creates none yet.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="tuning">What suits the device.</param>
    /// <param name="set">What is measured.</param>
    /// <param name="setCount">Frames that may be on the device at once.</param>
    public AttributeKernels(VulkanDevice device, AttributeTuning tuning, AttributeSet set, int setCount)
    {
        _device = device;
        _tuning = tuning;
        _set = set;
        _setCount = setCount;
    }

    /// <summary>The pass over a frame.</summary>
    public ComputeKernel For(in AttributeVariant variant, bool wide)
    {
        if (_kernels.TryGetValue((variant, wide), out ComputeKernel? kernel))
        {
            return kernel;
        }

        ReadOnlySpan<SpecializationConstant> constants =
        [
            new(0, _tuning.GroupWidth),
            new(20, (uint)variant.Source),
            new(21, variant.Encoding == ColorEncoding.Linear ? 1u : 0u),
            new(22, variant.AlphaMode != AlphaMode.Opaque ? 1u : 0u),
            new(23, variant.AlphaMode == AlphaMode.Premultiplied ? 1u : 0u),
            new(24, variant.IsMasked ? 1u : 0u),
            new(25, (uint)_set),
            new(26, AttributeShape.QuadsPerPartial(_set, variant.IsWeighted)),
            new(27, wide ? 1u : 0u),
            new(28, _tuning.HasPrivateHistograms ? 1u : 0u),
            new(29, _tuning.HistogramCopies),
            new(30, variant.IsDecoded ? 1u : 0u),
        ];
        const DescriptorType Texels = DescriptorType.UniformTexelBuffer, Storage = DescriptorType.StorageBuffer;
        kernel = variant.Access switch
        {
            AttributeFrameAccess.Texels => Create("attribute_extraction", [Texels, Texels, Storage, Texels, DescriptorType.StorageTexelBuffer, Texels], constants),
            AttributeFrameAccess.Storage => Create("attribute_extraction_storage", [Storage, Texels, Storage, Storage, Storage], constants),
            _ => Create("attribute_extraction_image", [Storage, Texels, Storage, Storage, Storage, DescriptorType.SampledImage], constants),
        };
        _kernels.Add((variant, wide), kernel);
        return kernel;
    }

    /// <summary>The pass over the luma plane.</summary>
    public ComputeKernel ForEdges(bool texels)
    {
        ref ComputeKernel? kernel = ref _edges[texels ? 0 : 1];
        return kernel ??= new ComputeKernel(_device, texels ? "attribute_edges" : "attribute_edges_storage",
            [texels ? DescriptorType.UniformTexelBuffer : DescriptorType.StorageBuffer, DescriptorType.StorageBuffer], sizeof(EdgePushConstants),
            [new(0, _tuning.GroupWidth), new(20, AttributeScale.EdgeThreshold)], _setCount);
    }

    public void Dispose()
    {
        foreach (ComputeKernel kernel in _kernels.Values)
        {
            kernel.Dispose();
        }

        foreach (ComputeKernel? kernel in _edges)
        {
            kernel?.Dispose();
        }
    }

    private ComputeKernel Create(string stem, ReadOnlySpan<DescriptorType> bindings, ReadOnlySpan<SpecializationConstant> constants) =>
        new(_device, stem, bindings, sizeof(AttributePushConstants), constants, _setCount);
}
