using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>An actor's picture on the device: the SDK composes it there, in the stage's own command buffer.</summary>
internal sealed class ActorSprite : IDisposable
{
    private readonly QuadRenderer _quads;
    private readonly VulkanStickerRecorder _recorder;
    private readonly VulkanImageTarget _target;

    public ActorSprite(Gpu gpu, QuadRenderer quads, StageActor actor, int size, int framesInFlight)
    {
        _quads = quads;
        Actor = actor;
        Image = new GpuImage(gpu, size, size, Format.R8G8B8A8Unorm, ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit);
        Picture = quads.Describe(Image.View);
        _target = gpu.Sdk.OpenTarget(Image.Description);
        _recorder = new VulkanStickerRecorder(gpu.Sdk, size, framesInFlight);
        _recorder.SetStill(actor.Still.View, actor.Placement);
    }

    public StageActor Actor { get; }

    public GpuImage Image { get; }

    public DescriptorSet Picture { get; }

    /// <summary>Whether something was drawn into the picture yet.</summary>
    public bool IsDrawn { get; private set; }

    public void Completed(long frame) => _recorder.HostFrameCompleted(frame);

    /// <summary>Records the composing of the actor's present motion.</summary>
    public void Record(CommandBuffer commands, long frame)
    {
        var use = new VulkanImageUse
        {
            EntryLayout = (VulkanHostLayout)(int)Image.Layout,
            EntryStages = (uint)PipelineStageFlags.FragmentShaderBit,
            ExitLayout = VulkanHostLayout.ShaderReadOnly,
            ExitStages = (uint)PipelineStageFlags.FragmentShaderBit,
            ExitAccess = (uint)AccessFlags.ShaderReadBit,
        };
        if (_recorder.TryRecord(commands.Handle, Actor.Shown, _target, use, frame))
        {
            Image.Layout = ImageLayout.ShaderReadOnlyOptimal;
            IsDrawn = true;
        }
    }

    public void Dispose()
    {
        _recorder.Dispose();
        _quads.Forget(Picture);
        Image.Dispose();
    }
}
