using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A shader ready to run: its pipeline, the layout of its bindings, and one descriptor set for each frame in
/// flight.</summary>
internal sealed unsafe class ComputeKernel : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly DescriptorType[] _bindings;
    private readonly DescriptorSet[] _sets;
    private DescriptorSetLayout _setLayout;
    private DescriptorPool _pool;
    private PipelineLayout _layout;
    private Pipeline _pipeline;
    private bool _disposed;

    /// <summary>Compiles a kernel for the device.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="stem">File name of the shader's source without extension.</param>
    /// <param name="bindings">What set 0 binds, in order of binding; one buffer or image each.</param>
    /// <param name="pushConstantBytes">Size of the push constants, a multiple of 4, at most 128.</param>
    /// <param name="constants">Specialisation constants.</param>
    /// <param name="setCount">Descriptor sets to make.</param>
    public ComputeKernel(VulkanDevice device, string stem, ReadOnlySpan<DescriptorType> bindings, int pushConstantBytes,
        ReadOnlySpan<SpecializationConstant> constants, int setCount)
    {
        _device = device;
        _bindings = bindings.ToArray();
        _sets = new DescriptorSet[setCount];
        try
        {
            CreateLayout(stem, pushConstantBytes);
            CreateSets(stem);
            CreatePipeline(stem, constants);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Binds a buffer, as texels through its view or as storage. The frame whose set it is must not be on the
    /// device.</summary>
    public void Bind(int set, uint binding, GpuBuffer buffer)
    {
        if (_bindings[binding] != DescriptorType.StorageBuffer)
        {
            Bind(set, binding, buffer.View);
            return;
        }

        var range = new DescriptorBufferInfo { Buffer = buffer.Handle, Range = Vk.WholeSize };
        Write(set, binding, null, &range, null);
    }

    /// <summary>Binds texels. The frame whose set it is must not be on the device.</summary>
    public void Bind(int set, uint binding, BufferView texels) => Write(set, binding, &texels, null, null);

    /// <summary>Binds a sampled image, read without a sampler, in the layout that it will be in. The frame whose set it is must
    /// not be on the device.</summary>
    public void Bind(int set, uint binding, ImageView image, ImageLayout layout)
    {
        var info = new DescriptorImageInfo { ImageView = image, ImageLayout = layout };
        Write(set, binding, null, null, &info);
    }

    /// <summary>Records one dispatch.</summary>
    public void RecordDispatch<T>(CommandBuffer commands, int set, T pushConstants, uint groupsX, uint groupsY, uint groupsZ = 1)
        where T : unmanaged
    {
        Vk api = _device.Api;
        DescriptorSet bound = _sets[set];
        api.CmdBindPipeline(commands, PipelineBindPoint.Compute, _pipeline);
        api.CmdBindDescriptorSets(commands, PipelineBindPoint.Compute, _layout, 0, 1, &bound, 0, null);
        api.CmdPushConstants(commands, _layout, ShaderStageFlags.ComputeBit, 0, (uint)sizeof(T), &pushConstants);
        api.CmdDispatch(commands, groupsX, groupsY, groupsZ);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Vk api = _device.Api;
        if (_pipeline.Handle != 0)
        {
            api.DestroyPipeline(_device.Handle, _pipeline, null);
            _device.LiveObjects.Remove();
        }

        if (_layout.Handle != 0)
        {
            api.DestroyPipelineLayout(_device.Handle, _layout, null);
            _device.LiveObjects.Remove();
        }

        if (_pool.Handle != 0)
        {
            // Destroying a pool frees its sets.
            api.DestroyDescriptorPool(_device.Handle, _pool, null);
            _device.LiveObjects.Remove();
        }

        if (_setLayout.Handle != 0)
        {
            api.DestroyDescriptorSetLayout(_device.Handle, _setLayout, null);
            _device.LiveObjects.Remove();
        }
    }

    private void Write(int set, uint binding, BufferView* texels, DescriptorBufferInfo* buffer, DescriptorImageInfo* image)
    {
        var write = new WriteDescriptorSet
        {
            SType = StructureType.WriteDescriptorSet,
            DstSet = _sets[set],
            DstBinding = binding,
            DescriptorCount = 1,
            DescriptorType = _bindings[binding],
            PTexelBufferView = texels,
            PBufferInfo = buffer,
            PImageInfo = image,
        };
        _device.Api.UpdateDescriptorSets(_device.Handle, 1, &write, 0, null);
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
            _setLayout = setLayout;
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
            _layout = layout;
            _device.LiveObjects.Add();
            _device.NameObject(ObjectType.PipelineLayout, layout.Handle, stem);
        }
    }

    private void CreateSets(string stem)
    {
        DescriptorPoolSize[] sizes = _bindings.CountBy(t => t)
            .Select(t => new DescriptorPoolSize { Type = t.Key, DescriptorCount = (uint)(t.Value * _sets.Length) }).ToArray();
        fixed (DescriptorPoolSize* first = sizes)
        {
            var info = new DescriptorPoolCreateInfo
            {
                SType = StructureType.DescriptorPoolCreateInfo,
                MaxSets = (uint)_sets.Length,
                PoolSizeCount = (uint)sizes.Length,
                PPoolSizes = first,
            };
            DescriptorPool pool;
            _device.Api.CreateDescriptorPool(_device.Handle, &info, null, &pool).ThrowIfFailed($"Making the descriptor pool of {stem}");
            _pool = pool;
            _device.LiveObjects.Add();
            _device.NameObject(ObjectType.DescriptorPool, pool.Handle, stem);
        }

        DescriptorSetLayout setLayout = _setLayout;
        for (int i = 0; i < _sets.Length; i++)
        {
            var info = new DescriptorSetAllocateInfo
            {
                SType = StructureType.DescriptorSetAllocateInfo,
                DescriptorPool = _pool,
                DescriptorSetCount = 1,
                PSetLayouts = &setLayout,
            };
            DescriptorSet set;
            _device.Api.AllocateDescriptorSets(_device.Handle, &info, &set).ThrowIfFailed($"Making the descriptor sets of {stem}");
            _sets[i] = set;
            _device.NameObject(ObjectType.DescriptorSet, set.Handle, $"{stem}: frame {i}");
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
                    Layout = _layout,
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
                _pipeline = pipeline;
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
