using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A compiled shader and the layout of its bindings: what all kernels of one shader on one device share, so that the tenth sticker compiles nothing.
/// Made and counted by <see cref="ComputePrograms"/>.</summary>
internal sealed unsafe class ComputeProgram : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly DescriptorType[] _bindings;
    private bool _disposed;

    /// <summary>Compiles a shader for the device.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="stem">File name of the shader's source without extension.</param>
    /// <param name="bindings">What set 0 binds, in order of binding; one buffer or image each.</param>
    /// <param name="pushConstantBytes">Size of the push constants, a multiple of 4, at most 128.</param>
    /// <param name="constants">Specialisation constants.</param>
    public ComputeProgram(VulkanDevice device, string stem, DescriptorType[] bindings, int pushConstantBytes, ReadOnlySpan<SpecializationConstant> constants)
    {
        _device = device;
        _bindings = bindings;
        try
        {
            CreateLayout(stem, pushConstantBytes);
            CreatePipeline(stem, constants);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Kernels that use it; <see cref="ComputePrograms"/> counts under its lock.</summary>
    public int Users { get; set; }

    public DescriptorSetLayout SetLayout { get; private set; }

    public PipelineLayout Layout { get; private set; }

    public Pipeline Pipeline { get; private set; }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Vk api = _device.Api;
        if (Pipeline.Handle != 0)
        {
            api.DestroyPipeline(_device.Handle, Pipeline, null);
            _device.LiveObjects.Remove();
        }

        if (Layout.Handle != 0)
        {
            api.DestroyPipelineLayout(_device.Handle, Layout, null);
            _device.LiveObjects.Remove();
        }

        if (SetLayout.Handle != 0)
        {
            api.DestroyDescriptorSetLayout(_device.Handle, SetLayout, null);
            _device.LiveObjects.Remove();
        }
    }

    private void CreateLayout(string stem, int pushConstantBytes)
    {
        var bindings = new DescriptorSetLayoutBinding[_bindings.Length];
        for (int i = 0; i < bindings.Length; i++)
        {
            bindings[i] = new DescriptorSetLayoutBinding
            {
                Binding = (uint)i,
                DescriptorType = _bindings[i],
                DescriptorCount = 1,
                StageFlags = ShaderStageFlags.ComputeBit,
            };
        }

        fixed (DescriptorSetLayoutBinding* first = bindings)
        {
            var info = new DescriptorSetLayoutCreateInfo
            {
                SType = StructureType.DescriptorSetLayoutCreateInfo,
                BindingCount = (uint)bindings.Length,
                PBindings = first,
            };
            DescriptorSetLayout setLayout;
            _device.Api.CreateDescriptorSetLayout(_device.Handle, &info, null, &setLayout).ThrowIfFailed($"Describing the bindings of {stem}");
            SetLayout = setLayout;
            _device.LiveObjects.Add();
            _device.NameObject(ObjectType.DescriptorSetLayout, setLayout.Handle, stem);

            var range = new PushConstantRange { StageFlags = ShaderStageFlags.ComputeBit, Size = (uint)pushConstantBytes };
            var layoutInfo = new PipelineLayoutCreateInfo
            {
                SType = StructureType.PipelineLayoutCreateInfo,
                SetLayoutCount = 1,
                PSetLayouts = &setLayout,
                PushConstantRangeCount = 1,
                PPushConstantRanges = &range,
            };
            PipelineLayout layout;
            _device.Api.CreatePipelineLayout(_device.Handle, &layoutInfo, null, &layout).ThrowIfFailed($"Describing the layout of {stem}");
            Layout = layout;
            _device.LiveObjects.Add();
            _device.NameObject(ObjectType.PipelineLayout, layout.Handle, stem);
        }
    }

    private void CreatePipeline(string stem, ReadOnlySpan<SpecializationConstant> constants)
    {
        byte[] code = ShaderCode.Read(stem);
        var entries = new SpecializationMapEntry[constants.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = new SpecializationMapEntry
            {
                ConstantID = constants[i].Id,
                Offset = (uint)(i * sizeof(SpecializationConstant) + sizeof(uint)),
                Size = sizeof(uint),
            };
        }

        fixed (byte* words = code, entryPoint = "main\0"u8)
        fixed (SpecializationMapEntry* map = entries)
        fixed (SpecializationConstant* values = constants)
        {
            var moduleInfo = new ShaderModuleCreateInfo
            {
                SType = StructureType.ShaderModuleCreateInfo,
                CodeSize = (nuint)code.Length,
                PCode = (uint*)words,
            };
            ShaderModule module;
            _device.Api.CreateShaderModule(_device.Handle, &moduleInfo, null, &module).ThrowIfFailed($"Loading the shader {stem}");
            try
            {
                var specialization = new SpecializationInfo
                {
                    MapEntryCount = (uint)entries.Length,
                    PMapEntries = map,
                    DataSize = (nuint)(constants.Length * sizeof(SpecializationConstant)),
                    PData = values,
                };
                var info = new ComputePipelineCreateInfo
                {
                    SType = StructureType.ComputePipelineCreateInfo,
                    Layout = Layout,
                    Stage = new PipelineShaderStageCreateInfo
                    {
                        SType = StructureType.PipelineShaderStageCreateInfo,
                        Stage = ShaderStageFlags.ComputeBit,
                        Module = module,
                        PName = entryPoint,
                        PSpecializationInfo = &specialization,
                    },
                };
                Pipeline pipeline;
                _device.Api.CreateComputePipelines(_device.Handle, _device.PipelineCache, 1, &info, null, &pipeline)
                    .ThrowIfFailed($"Compiling the shader {stem} for {_device.Name}");
                Pipeline = pipeline;
                _device.LiveObjects.Add();
                _device.NameObject(ObjectType.Pipeline, pipeline.Handle, stem);
            }
            finally
            {
                _device.Api.DestroyShaderModule(_device.Handle, module, null);
            }
        }
    }
}
