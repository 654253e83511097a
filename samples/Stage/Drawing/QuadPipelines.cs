using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The graphics pipelines of quads, one a format of target, made on first use.</summary>
internal sealed unsafe class QuadPipelines : IDisposable
{
    private readonly Gpu _gpu;
    private readonly PipelineLayout _layout;
    private readonly ShaderModule _vertex;
    private readonly ShaderModule _fragment;
    private readonly List<(Format Format, Pipeline Pipeline)> _made = [];

    public QuadPipelines(Gpu gpu, PipelineLayout layout)
    {
        _gpu = gpu;
        _layout = layout;
        _vertex = Load("quad.vert.spv");
        _fragment = Load("quad.frag.spv");
    }

    public Pipeline For(Format format)
    {
        foreach ((Format made, Pipeline pipeline) in _made)
        {
            if (made == format)
            {
                return pipeline;
            }
        }

        Pipeline fresh = Create(format);
        _made.Add((format, fresh));
        _gpu.LiveObjects++;
        return fresh;
    }

    public void Dispose()
    {
        foreach ((_, Pipeline pipeline) in _made)
        {
            _gpu.Api.DestroyPipeline(_gpu.Device, pipeline, null);
        }

        _gpu.Api.DestroyShaderModule(_gpu.Device, _vertex, null);
        _gpu.Api.DestroyShaderModule(_gpu.Device, _fragment, null);
        _gpu.LiveObjects -= _made.Count + 2;
    }

    private ShaderModule Load(string name)
    {
        byte[] code = StageAssets.Read(name);
        fixed (byte* words = code)
        {
            var info = new ShaderModuleCreateInfo { SType = StructureType.ShaderModuleCreateInfo, CodeSize = (nuint)code.Length, PCode = (uint*)words };
            ShaderModule module;
            _gpu.Check(_gpu.Api.CreateShaderModule(_gpu.Device, &info, null, &module), "loading a shader");
            _gpu.LiveObjects++;
            return module;
        }
    }

    private Pipeline Create(Format format)
    {
        fixed (byte* main = "main\0"u8)
        {
            PipelineShaderStageCreateInfo* stages = stackalloc PipelineShaderStageCreateInfo[2];
            stages[0] = new PipelineShaderStageCreateInfo { SType = StructureType.PipelineShaderStageCreateInfo, Stage = ShaderStageFlags.VertexBit, Module = _vertex, PName = main };
            stages[1] = new PipelineShaderStageCreateInfo { SType = StructureType.PipelineShaderStageCreateInfo, Stage = ShaderStageFlags.FragmentBit, Module = _fragment, PName = main };
            var binding = new VertexInputBindingDescription(0, (uint)sizeof(Quad), VertexInputRate.Instance);
            VertexInputAttributeDescription* attributes = stackalloc VertexInputAttributeDescription[4];
            for (uint i = 0; i < 4; i++)
            {
                attributes[i] = new VertexInputAttributeDescription(i, 0, Format.R32G32B32A32Sfloat, i * 16);
            }

            var input = new PipelineVertexInputStateCreateInfo
            {
                SType = StructureType.PipelineVertexInputStateCreateInfo,
                VertexBindingDescriptionCount = 1,
                PVertexBindingDescriptions = &binding,
                VertexAttributeDescriptionCount = 4,
                PVertexAttributeDescriptions = attributes,
            };
            var assembly = new PipelineInputAssemblyStateCreateInfo { SType = StructureType.PipelineInputAssemblyStateCreateInfo, Topology = PrimitiveTopology.TriangleList };
            var viewport = new PipelineViewportStateCreateInfo { SType = StructureType.PipelineViewportStateCreateInfo, ViewportCount = 1, ScissorCount = 1 };
            var raster = new PipelineRasterizationStateCreateInfo
            {
                SType = StructureType.PipelineRasterizationStateCreateInfo,
                PolygonMode = PolygonMode.Fill,
                CullMode = CullModeFlags.None,
                LineWidth = 1,
            };
            var samples = new PipelineMultisampleStateCreateInfo { SType = StructureType.PipelineMultisampleStateCreateInfo, RasterizationSamples = SampleCountFlags.Count1Bit };
            // Premultiplied colour over what is there.
            var blend = new PipelineColorBlendAttachmentState
            {
                BlendEnable = true,
                SrcColorBlendFactor = BlendFactor.One,
                DstColorBlendFactor = BlendFactor.OneMinusSrcAlpha,
                ColorBlendOp = BlendOp.Add,
                SrcAlphaBlendFactor = BlendFactor.One,
                DstAlphaBlendFactor = BlendFactor.OneMinusSrcAlpha,
                AlphaBlendOp = BlendOp.Add,
                ColorWriteMask = ColorComponentFlags.RBit | ColorComponentFlags.GBit | ColorComponentFlags.BBit | ColorComponentFlags.ABit,
            };
            var blending = new PipelineColorBlendStateCreateInfo { SType = StructureType.PipelineColorBlendStateCreateInfo, AttachmentCount = 1, PAttachments = &blend };
            DynamicState* dynamics = stackalloc DynamicState[] { DynamicState.Viewport, DynamicState.Scissor };
            var dynamic = new PipelineDynamicStateCreateInfo { SType = StructureType.PipelineDynamicStateCreateInfo, DynamicStateCount = 2, PDynamicStates = dynamics };
            var rendering = new PipelineRenderingCreateInfo { SType = StructureType.PipelineRenderingCreateInfo, ColorAttachmentCount = 1, PColorAttachmentFormats = &format };
            var info = new GraphicsPipelineCreateInfo
            {
                SType = StructureType.GraphicsPipelineCreateInfo,
                PNext = &rendering,
                StageCount = 2,
                PStages = stages,
                PVertexInputState = &input,
                PInputAssemblyState = &assembly,
                PViewportState = &viewport,
                PRasterizationState = &raster,
                PMultisampleState = &samples,
                PColorBlendState = &blending,
                PDynamicState = &dynamic,
                Layout = _layout,
            };
            Pipeline pipeline;
            _gpu.Check(_gpu.Api.CreateGraphicsPipelines(_gpu.Device, default, 1, &info, null, &pipeline), "compiling a pipeline");
            return pipeline;
        }
    }
}
