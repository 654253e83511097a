using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>What this engine draws: an orange field that grows over a dark grey one, frame by frame.</summary>
internal static unsafe class ScenePass
{
    /// <summary>Columns that are orange in a frame.</summary>
    public static uint OrangeColumns(long frame, uint width) => (uint)(frame * 7 % width);

    /// <summary>Records the pass; the image becomes a colour attachment, and what was in it is gone.</summary>
    public static void Record(Engine engine, CommandBuffer commands, EngineImage image, long frame)
    {
        // The frame that drew into this image before may still be read by what came after it.
        image.Transition(commands, ImageLayout.Undefined, ImageLayout.ColorAttachmentOptimal, PipelineStageFlags.AllCommandsBit, 0,
            PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit);
        uint orange = OrangeColumns(frame, image.Width);
        Fill(engine, commands, image, orange, image.Width - orange, 0.2f, 0.2f, 0.2f);
        if (orange > 0)
        {
            Fill(engine, commands, image, 0, orange, 1f, 0.5f, 0f);
        }
    }

    private static void Fill(Engine engine, CommandBuffer commands, EngineImage image, uint left, uint columns, float red, float green, float blue)
    {
        var color = new RenderingAttachmentInfo
        {
            SType = StructureType.RenderingAttachmentInfo,
            ImageView = image.View,
            ImageLayout = ImageLayout.ColorAttachmentOptimal,
            LoadOp = AttachmentLoadOp.Clear,
            StoreOp = AttachmentStoreOp.Store,
            ClearValue = new ClearValue { Color = new ClearColorValue { Float32_0 = red, Float32_1 = green, Float32_2 = blue, Float32_3 = 1 } },
        };
        var info = new RenderingInfo
        {
            SType = StructureType.RenderingInfo,
            RenderArea = new Rect2D { Offset = new Offset2D { X = (int)left }, Extent = new Extent2D { Width = columns, Height = image.Height } },
            LayerCount = 1,
            ColorAttachmentCount = 1,
            PColorAttachments = &color,
        };
        engine.Api.CmdBeginRendering(commands, &info);
        engine.Api.CmdEndRendering(commands);
    }
}
