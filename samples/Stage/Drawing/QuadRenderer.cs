using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Draws batches of quads: one shader, one pipeline for each format of target, one descriptor set for each picture.</summary>
internal sealed unsafe class QuadRenderer : IDisposable
{
    private const int MaxPictures = 160;

    private readonly Gpu _gpu;
    private readonly DescriptorSetLayout _setLayout;
    private readonly DescriptorPool _pool;
    private readonly PipelineLayout _layout;
    private readonly Sampler _sampler;
    private readonly QuadPipelines _pipelines;

    public QuadRenderer(Gpu gpu)
    {
        _gpu = gpu;
        var binding = new DescriptorSetLayoutBinding { DescriptorType = DescriptorType.CombinedImageSampler, DescriptorCount = 1, StageFlags = ShaderStageFlags.FragmentBit };
        var setInfo = new DescriptorSetLayoutCreateInfo { SType = StructureType.DescriptorSetLayoutCreateInfo, BindingCount = 1, PBindings = &binding };
        fixed (DescriptorSetLayout* place = &_setLayout)
        {
            gpu.Check(gpu.Api.CreateDescriptorSetLayout(gpu.Device, &setInfo, null, place), "describing pictures");
        }

        var size = new DescriptorPoolSize(DescriptorType.CombinedImageSampler, MaxPictures);
        var poolInfo = new DescriptorPoolCreateInfo
        {
            SType = StructureType.DescriptorPoolCreateInfo,
            Flags = DescriptorPoolCreateFlags.FreeDescriptorSetBit,
            MaxSets = MaxPictures,
            PoolSizeCount = 1,
            PPoolSizes = &size,
        };
        fixed (DescriptorPool* place = &_pool)
        {
            gpu.Check(gpu.Api.CreateDescriptorPool(gpu.Device, &poolInfo, null, place), "describing pictures");
        }

        var push = new PushConstantRange(ShaderStageFlags.VertexBit, 0, (uint)sizeof(Vector2));
        DescriptorSetLayout set = _setLayout;
        var layoutInfo = new PipelineLayoutCreateInfo { SType = StructureType.PipelineLayoutCreateInfo, SetLayoutCount = 1, PSetLayouts = &set, PushConstantRangeCount = 1, PPushConstantRanges = &push };
        fixed (PipelineLayout* place = &_layout)
        {
            gpu.Check(gpu.Api.CreatePipelineLayout(gpu.Device, &layoutInfo, null, place), "laying out a pipeline");
        }

        var samplerInfo = new SamplerCreateInfo
        {
            SType = StructureType.SamplerCreateInfo,
            MagFilter = Filter.Linear,
            MinFilter = Filter.Linear,
            AddressModeU = SamplerAddressMode.ClampToEdge,
            AddressModeV = SamplerAddressMode.ClampToEdge,
            AddressModeW = SamplerAddressMode.ClampToEdge,
        };
        fixed (Sampler* place = &_sampler)
        {
            gpu.Check(gpu.Api.CreateSampler(gpu.Device, &samplerInfo, null, place), "making a sampler");
        }

        gpu.LiveObjects += 4;
        _pipelines = new QuadPipelines(gpu, _layout);
    }

    /// <summary>Makes a picture readable by the shader; it is read in SHADER_READ_ONLY_OPTIMAL.</summary>
    public DescriptorSet Describe(ImageView view)
    {
        DescriptorSetLayout layout = _setLayout;
        var info = new DescriptorSetAllocateInfo { SType = StructureType.DescriptorSetAllocateInfo, DescriptorPool = _pool, DescriptorSetCount = 1, PSetLayouts = &layout };
        DescriptorSet set;
        _gpu.Check(_gpu.Api.AllocateDescriptorSets(_gpu.Device, &info, &set), "describing a picture");
        var image = new DescriptorImageInfo(_sampler, view, ImageLayout.ShaderReadOnlyOptimal);
        var write = new WriteDescriptorSet { SType = StructureType.WriteDescriptorSet, DstSet = set, DescriptorCount = 1, DescriptorType = DescriptorType.CombinedImageSampler, PImageInfo = &image };
        _gpu.Api.UpdateDescriptorSets(_gpu.Device, 1, &write, 0, null);
        return set;
    }

    /// <summary>Gives a picture's descriptor back; no frame on the device uses it any more.</summary>
    public void Forget(DescriptorSet set) => _gpu.Api.FreeDescriptorSets(_gpu.Device, _pool, 1, &set);

    /// <summary>Records a batch into a target that is in COLOR_ATTACHMENT_OPTIMAL.</summary>
    /// <param name="place">The frame.</param>
    /// <param name="region">0 or 1: which half of the frame's memory the batch takes.</param>
    /// <param name="batch">The quads.</param>
    /// <param name="view">The target.</param>
    /// <param name="extent">The target's size.</param>
    /// <param name="format">The target's format.</param>
    /// <param name="keep">Whether what is in the target stays beneath; otherwise all of it is drawn.</param>
    public void Record(FramePlace place, int region, QuadBatch batch, ImageView view, Extent2D extent, Format format, bool keep)
    {
        int offset = region * QuadBatch.PassCapacity * sizeof(Quad);
        MemoryMarshal.AsBytes(batch.Quads).CopyTo(place.Instances.Bytes[offset..]);
        CommandBuffer commands = place.Commands;
        var attachment = new RenderingAttachmentInfo
        {
            SType = StructureType.RenderingAttachmentInfo,
            ImageView = view,
            ImageLayout = ImageLayout.ColorAttachmentOptimal,
            LoadOp = keep ? AttachmentLoadOp.Load : AttachmentLoadOp.Clear,
            StoreOp = AttachmentStoreOp.Store,
        };
        var area = new Rect2D(default, extent);
        var rendering = new RenderingInfo { SType = StructureType.RenderingInfo, RenderArea = area, LayerCount = 1, ColorAttachmentCount = 1, PColorAttachments = &attachment };
        Vk api = _gpu.Api;
        api.CmdBeginRendering(commands, &rendering);
        api.CmdBindPipeline(commands, PipelineBindPoint.Graphics, _pipelines.For(format));
        var viewport = new Viewport(0, 0, extent.Width, extent.Height, 0, 1);
        api.CmdSetViewport(commands, 0, 1, &viewport);
        api.CmdSetScissor(commands, 0, 1, &area);
        var target = new Vector2(extent.Width, extent.Height);
        api.CmdPushConstants(commands, _layout, ShaderStageFlags.VertexBit, 0, (uint)sizeof(Vector2), &target);
        Buffer instances = place.Instances.Handle;
        ulong start = (ulong)offset;
        api.CmdBindVertexBuffers(commands, 0, 1, &instances, &start);
        foreach (QuadRun run in batch.Runs)
        {
            DescriptorSet set = run.Picture;
            api.CmdBindDescriptorSets(commands, PipelineBindPoint.Graphics, _layout, 0, 1, &set, 0, null);
            api.CmdDraw(commands, 6, (uint)run.Count, 0, (uint)run.First);
        }

        api.CmdEndRendering(commands);
    }

    public void Dispose()
    {
        _pipelines.Dispose();
        _gpu.Api.DestroySampler(_gpu.Device, _sampler, null);
        _gpu.Api.DestroyPipelineLayout(_gpu.Device, _layout, null);
        _gpu.Api.DestroyDescriptorPool(_gpu.Device, _pool, null);
        _gpu.Api.DestroyDescriptorSetLayout(_gpu.Device, _setLayout, null);
        _gpu.LiveObjects -= 4;
    }
}
