using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>What the tests of recorded stickers have in common: the sticker, the state of the image that it is recorded into, and the end of an engine's frame.</summary>
internal static class StickerOnStage
{
    public const int Size = 72;
    public const ImageUsageFlags Usage = ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.TransferSrcBit;

    // Premultiplied, as both sides take it unrounded: a tint would multiply a code by which their stills differ.
    public static readonly RgbaImage Still = TestImages.Noise(60, 44, AlphaMode.Premultiplied, 5);
    public static readonly StickerPlacement Placement = new(80, 10, 18);

    public static VulkanImageUse Use(VulkanHostLayout entry) => new()
    {
        EntryLayout = entry,
        EntryStages = (uint)PipelineStageFlags.FragmentShaderBit,
        ExitLayout = VulkanHostLayout.ShaderReadOnly,
        ExitStages = (uint)PipelineStageFlags.FragmentShaderBit,
        ExitAccess = (uint)AccessFlags.ShaderReadBit,
    };

    public static void Finish(HostStage stage, VulkanStickerRecorder recorder, EngineFrame frame, long number)
    {
        stage.Engine.EndFrame(frame);
        frame.Wait();
        recorder.HostFrameCompleted(number);
    }

    /// <summary>What the CPU's compositor makes of the motion.</summary>
    public static RgbaImage Expected(MotionFields fields, RgbaImage still)
    {
        using var twin = new CpuStickerCompositor();
        var expected = new RgbaImage(Size, Size, AlphaMode.Premultiplied);
        twin.SetStill(still.View, Placement);
        twin.Compose(fields, expected.Target);
        return expected;
    }

    /// <summary>Motion everywhere, drawn from <paramref name="random"/>; nothing painted, and tinted, in some columns of cells, only if asked for.</summary>
    public static MotionFields Moving(Random random, int paintSize, bool tints = false)
    {
        var fields = new MotionFields(9, paintSize);
        for (int i = 0; i < fields.Warp.Length; i++)
        {
            fields.Warp[i] = i < 2 * 81 ? (random.NextSingle() - 0.5f) * 0.1f : 0.8f + 0.4f * random.NextSingle();
        }

        for (int i = 0; i < fields.Tint.Length; i++)
        {
            fields.Tint[i] = tints && i % 9 is > 3 and < 7 ? 4 * random.NextSingle() : 1;
        }

        return fields;
    }
}
