using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The compiled forms of the grading passes for one grader, made when a frame first needs them.</summary>
internal sealed unsafe class GradeKernels : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly int _setCount;
    private readonly ComputeKernel?[] _bytes = new ComputeKernel?[2];
    private readonly Dictionary<GradeVariant, ComputeKernel> _rgb = [];
    private readonly Dictionary<(GradeVariant Variant, bool IsDecoded), ComputeKernel> _images = [];
    private readonly Dictionary<YuvGradeVariant, ComputeKernel> _yuv = [];

    /// <summary>Creates none yet.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="setCount">Stretches that may be on the device at once.</param>
    public GradeKernels(VulkanDevice device, int setCount)
    {
        _device = device;
        _setCount = setCount;

        // Empirical. A software device runs a workgroup on one thread, its subgroup as one vector, and a workgroup costs; a GPU wants many
        // invocations in flight.
        GroupWidth = device.IsSoftware ? (uint)device.Info.SubgroupSize : 64;
        RowsPerInvocation = device.IsSoftware ? 32u : 4u;
        QuadRowsPerInvocation = device.IsSoftware ? 64u : 2u;
        PairsPerInvocation = device.IsSoftware ? 16u : 1u;
    }

    public uint GroupWidth { get; }

    public uint RowsPerInvocation { get; }

    public uint QuadRowsPerInvocation { get; }

    public uint PairsPerInvocation { get; }

    /// <summary>The pass over RGB frames, scene_grade or scene_grade_bytes.</summary>
    public ComputeKernel For(in GradeVariant variant) => variant.IsBytes ? ForBytes(variant.Source == PixelFormat.Bgra8) : ForAny(variant);

    /// <summary>The pass over a host's image.</summary>
    /// <param name="variant">What its pixels are and become.</param>
    /// <param name="isDecoded">Whether its view decodes sRGB.</param>
    public ComputeKernel ForImage(in GradeVariant variant, bool isDecoded)
    {
        if (!_images.TryGetValue((variant, isDecoded), out ComputeKernel? kernel))
        {
            kernel = CreateAny(variant, "scene_grade_image", DescriptorType.SampledImage, sizeof(ImageGradePushConstants), isDecoded);
            _images.Add((variant, isDecoded), kernel);
        }

        return kernel;
    }

    /// <summary>The pass over Y′CbCr frames.</summary>
    public ComputeKernel For(in YuvGradeVariant variant)
    {
        if (_yuv.TryGetValue(variant, out ComputeKernel? kernel))
        {
            return kernel;
        }

        const DescriptorType Texels = DescriptorType.UniformTexelBuffer;
        ReadOnlySpan<SpecializationConstant> constants =
        [
            new(0, GroupWidth),
            new(20, PairsPerInvocation),
            new(21, variant.HasSourcePairs ? 1u : 0u),
            new(22, variant.HasTargetPairs ? 1u : 0u),
            new(23, variant.IsMasked ? 1u : 0u),
            new(24, variant.IsSameLayout ? 1u : 0u),
        ];
        kernel = new ComputeKernel(_device, "scene_grade_yuv", [Texels, Texels, Texels, Texels, DescriptorType.StorageBuffer],
            sizeof(YuvGradePushConstants), constants, _setCount);
        _yuv.Add(variant, kernel);
        return kernel;
    }

    public void Dispose()
    {
        foreach (ComputeKernel? kernel in _bytes.Concat(_rgb.Values).Concat(_images.Values).Concat(_yuv.Values))
        {
            kernel?.Dispose();
        }
    }

    private ComputeKernel ForBytes(bool isBgra)
    {
        const DescriptorType Texels = DescriptorType.UniformTexelBuffer;
        return _bytes[isBgra ? 1 : 0] ??= new ComputeKernel(_device, "scene_grade_bytes", [Texels, Texels, Texels, Texels, DescriptorType.StorageBuffer],
            sizeof(GradePushConstants), [new(0, GroupWidth), new(20, QuadRowsPerInvocation), new(21, isBgra ? 1u : 0u)], _setCount);
    }

    private ComputeKernel ForAny(in GradeVariant variant)
    {
        if (!_rgb.TryGetValue(variant, out ComputeKernel? kernel))
        {
            kernel = CreateAny(variant, "scene_grade", DescriptorType.UniformTexelBuffer, sizeof(GradePushConstants), isDecoded: false);
            _rgb.Add(variant, kernel);
        }

        return kernel;
    }

    private ComputeKernel CreateAny(in GradeVariant variant, string stem, DescriptorType frame, int pushConstantBytes, bool isDecoded)
    {
        const DescriptorType Texels = DescriptorType.UniformTexelBuffer;
        ReadOnlySpan<SpecializationConstant> constants =
        [
            new(0, GroupWidth),
            new(20, RowsPerInvocation),
            new(21, (uint)variant.Source),
            new(22, (uint)variant.Target),
            new(23, (uint)variant.SourceAlpha),
            new(24, (uint)variant.TargetAlpha),
            new(25, (uint)variant.SourceEncoding),
            new(26, (uint)variant.TargetEncoding),
            new(27, variant.IsSameLayout ? 1u : 0u),
            new(28, variant.IsMasked ? 1u : 0u),
            new(29, isDecoded ? 1u : 0u),
        ];
        return new ComputeKernel(_device, stem, [frame, Texels, Texels, Texels, Texels, Texels, Texels, DescriptorType.StorageBuffer], pushConstantBytes, constants, _setCount);
    }
}
