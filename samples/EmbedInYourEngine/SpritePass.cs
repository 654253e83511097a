using System.Numerics;
using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>The engine's pass that draws a sprite, premultiplied, over what is in an image.</summary>
internal sealed unsafe class SpritePass : IDisposable
{
    private readonly Engine _engine;
    private readonly DescriptorSetLayout _setLayout;
    private readonly DescriptorPool _pool;
    private readonly DescriptorSet _set;
    private readonly PipelineLayout _layout;
    private readonly Sampler _sampler;
    private readonly Pipeline _pipeline;

    /// <param name="engine">The engine.</param>
    /// <param name="picture">The sprite's image, sampled in SHADER_READ_ONLY_OPTIMAL.</param>
    /// <param name="target">The format that is drawn into.</param>
    public SpritePass(Engine engine, EngineImage picture, Format target)
    {
        _engine = engine;
        Vk api = engine.Api;
        var binding = new DescriptorSetLayoutBinding { DescriptorType = DescriptorType.CombinedImageSampler, DescriptorCount = 1, StageFlags = ShaderStageFlags.FragmentBit };
        var setInfo = new DescriptorSetLayoutCreateInfo { SType = StructureType.DescriptorSetLayoutCreateInfo, BindingCount = 1, PBindings = &binding };
        EngineException.Check(api.CreateDescriptorSetLayout(engine.Device, &setInfo, null, out _setLayout), "describing a sprite");
        var size = new DescriptorPoolSize(DescriptorType.CombinedImageSampler, 1);
        var poolInfo = new DescriptorPoolCreateInfo { SType = StructureType.DescriptorPoolCreateInfo, MaxSets = 1, PoolSizeCount = 1, PPoolSizes = &size };
        EngineException.Check(api.CreateDescriptorPool(engine.Device, &poolInfo, null, out _pool), "describing a sprite");
        DescriptorSetLayout layout = _setLayout;
        var allocation = new DescriptorSetAllocateInfo { SType = StructureType.DescriptorSetAllocateInfo, DescriptorPool = _pool, DescriptorSetCount = 1, PSetLayouts = &layout };
        EngineException.Check(api.AllocateDescriptorSets(engine.Device, &allocation, out _set), "describing a sprite");
        var samplerInfo = new SamplerCreateInfo
        {
            SType = StructureType.SamplerCreateInfo,
            MagFilter = Filter.Linear,
            MinFilter = Filter.Linear,
            AddressModeU = SamplerAddressMode.ClampToEdge,
            AddressModeV = SamplerAddressMode.ClampToEdge,
            AddressModeW = SamplerAddressMode.ClampToEdge,
        };
        EngineException.Check(api.CreateSampler(engine.Device, &samplerInfo, null, out _sampler), "making a sampler");
        var image = new DescriptorImageInfo(_sampler, picture.View, ImageLayout.ShaderReadOnlyOptimal);
        var write = new WriteDescriptorSet { SType = StructureType.WriteDescriptorSet, DstSet = _set, DescriptorCount = 1, DescriptorType = DescriptorType.CombinedImageSampler, PImageInfo = &image };
        api.UpdateDescriptorSets(engine.Device, 1, &write, 0, null);
        var push = new PushConstantRange(ShaderStageFlags.VertexBit, 0, (uint)sizeof(Vector4));
        var layoutInfo = new PipelineLayoutCreateInfo { SType = StructureType.PipelineLayoutCreateInfo, SetLayoutCount = 1, PSetLayouts = &layout, PushConstantRangeCount = 1, PPushConstantRanges = &push };
        EngineException.Check(api.CreatePipelineLayout(engine.Device, &layoutInfo, null, out _layout), "laying out a pipeline");
        _pipeline = SpritePipeline.Create(engine, _layout, target);
    }

    /// <summary>Records the sprite into an image that is in COLOR_ATTACHMENT_OPTIMAL.</summary>
    /// <param name="commands">The frame's.</param>
    /// <param name="image">What is drawn into.</param>
    /// <param name="left">Left edge in pixels.</param>
    /// <param name="top">Top edge in pixels.</param>
    /// <param name="side">Side of the square in pixels.</param>
    public void Record(CommandBuffer commands, EngineImage image, float left, float top, float side)
    {
        Vk api = _engine.Api;
        var attachment = new RenderingAttachmentInfo
        {
            SType = StructureType.RenderingAttachmentInfo,
            ImageView = image.View,
            ImageLayout = ImageLayout.ColorAttachmentOptimal,
            LoadOp = AttachmentLoadOp.Load,
            StoreOp = AttachmentStoreOp.Store,
        };
        var area = new Rect2D(default, new Extent2D(image.Width, image.Height));
        var rendering = new RenderingInfo { SType = StructureType.RenderingInfo, RenderArea = area, LayerCount = 1, ColorAttachmentCount = 1, PColorAttachments = &attachment };
        api.CmdBeginRendering(commands, &rendering);
        api.CmdBindPipeline(commands, PipelineBindPoint.Graphics, _pipeline);
        var viewport = new Viewport(0, 0, image.Width, image.Height, 0, 1);
        api.CmdSetViewport(commands, 0, 1, &viewport);
        api.CmdSetScissor(commands, 0, 1, &area);
        DescriptorSet set = _set;
        api.CmdBindDescriptorSets(commands, PipelineBindPoint.Graphics, _layout, 0, 1, &set, 0, null);
        var size = new Vector2(image.Width, image.Height);
        Vector2 from = new Vector2(left, top) / size * 2 - Vector2.One, to = new Vector2(left + side, top + side) / size * 2 - Vector2.One;
        var rect = new Vector4(from, to.X, to.Y);
        api.CmdPushConstants(commands, _layout, ShaderStageFlags.VertexBit, 0, (uint)sizeof(Vector4), &rect);
        api.CmdDraw(commands, 6, 1, 0, 0);
        api.CmdEndRendering(commands);
    }

    public void Dispose()
    {
        _engine.Api.DestroyPipeline(_engine.Device, _pipeline, null);
        _engine.Api.DestroyPipelineLayout(_engine.Device, _layout, null);
        _engine.Api.DestroySampler(_engine.Device, _sampler, null);
        _engine.Api.DestroyDescriptorPool(_engine.Device, _pool, null);
        _engine.Api.DestroyDescriptorSetLayout(_engine.Device, _setLayout, null);
    }
}
