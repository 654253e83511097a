using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A shader ready to run: its program, shared with other kernels of the device, and one descriptor set for each frame in
/// flight.</summary>
internal sealed unsafe class ComputeKernel : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly DescriptorType[] _bindings;
    private readonly DescriptorSet[] _sets;
    private readonly ComputeProgram _program;
    private DescriptorPool _pool;
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
        _program = device.Programs.Take(stem, _bindings, pushConstantBytes, constants);
        try
        {
            CreateSets(stem);
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
        api.CmdBindPipeline(commands, PipelineBindPoint.Compute, _program.Pipeline);
        api.CmdBindDescriptorSets(commands, PipelineBindPoint.Compute, _program.Layout, 0, 1, &bound, 0, null);
        api.CmdPushConstants(commands, _program.Layout, ShaderStageFlags.ComputeBit, 0, (uint)sizeof(T), &pushConstants);
        api.CmdDispatch(commands, groupsX, groupsY, groupsZ);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_pool.Handle != 0)
        {
            // Destroying a pool frees its sets.
            _device.Api.DestroyDescriptorPool(_device.Handle, _pool, null);
            _device.LiveObjects.Remove();
        }

        _device.Programs.Release(_program);
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

        DescriptorSetLayout setLayout = _program.SetLayout;
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
}
