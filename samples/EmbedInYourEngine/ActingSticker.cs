using EmoVid.Realtime;
using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>A sticker that acts, composed by the SDK in the engine's command buffer into an image that the engine then draws as any other sprite. Its networks run on a thread of
/// the SDK's, ahead of the frames; a frame takes what they said last.</summary>
internal sealed class ActingSticker : IDisposable
{
    /// <summary>The image as fragment shaders sampled it in the frame before, and as they will in this one. All of it is written.</summary>
    private static readonly VulkanImageUse Sprite = new()
    {
        EntryLayout = VulkanHostLayout.Undefined,
        EntryStages = (uint)PipelineStageFlags.FragmentShaderBit,
        ExitLayout = VulkanHostLayout.ShaderReadOnly,
        ExitStages = (uint)PipelineStageFlags.FragmentShaderBit,
        ExitAccess = (uint)AccessFlags.ShaderReadBit,
    };

    private readonly StickerGenerator _generator;
    private readonly ActorThread _networks = new();
    private readonly LiveActor _actor;
    private readonly MotionBlend _motion;
    private readonly VulkanStickerRecorder _recorder;
    private readonly VulkanImageTarget _target;

    /// <param name="device">The engine's device, as the SDK knows it.</param>
    /// <param name="still">What acts.</param>
    /// <param name="sprite">The image that it is composed into, square.</param>
    /// <param name="framesInFlight">The engine's.</param>
    /// <param name="isLive">Whether networks run beside the frames; otherwise each frame waits for them and is the same every time, for pictures.</param>
    public ActingSticker(VulkanDevice device, in FrameView still, EngineImage sprite, int framesInFlight, bool isLive)
    {
        _generator = StickerGenerator.Create(ModelPack.Open(ReferencePack.Require()));
        StickerPlacement placement = StickerPlacement.Fit(still, _generator.Pack.Manifest.StillFill);
        _actor = _networks.Add(_generator.CreateActor(still, placement, seed: 1), new LiveActorOptions { UpdatesPerSecond = 15, IsFixedStep = !isLive });
        _actor.Signal = Signal;
        _motion = _actor.CreateBlend();
        _target = device.OpenTarget(SdkOnEngine.Describe(sprite));
        _recorder = new VulkanStickerRecorder(device, (int)sprite.Width, framesInFlight);
        _recorder.SetStill(still, placement);
    }

    /// <summary>What it acts.</summary>
    public EmotionSignal Signal { get; } = new(0.4, 0.8);

    /// <summary>Runs of its networks so far.</summary>
    public long Updates => _actor.Updates;

    /// <summary>Says which frame the device has finished. Never waits.</summary>
    public void Completed(long frame) => _recorder.HostFrameCompleted(frame);

    /// <summary>Moves the sticker to an instant.</summary>
    public void Move(double seconds) => _actor.Show(seconds, _motion);

    /// <summary>Records the composing of the instant.</summary>
    /// <param name="commands">The engine's, outside a render pass.</param>
    /// <param name="frame">The engine's number of the frame.</param>
    /// <returns>False where all places are in flight.</returns>
    public bool TryRecord(CommandBuffer commands, long frame) => _recorder.TryRecord(commands.Handle, _motion, _target, Sprite, frame);

    /// <summary>After the engine's last frame is done.</summary>
    public void Dispose()
    {
        _recorder.Dispose();
        _networks.Dispose();
        _generator.Dispose();
    }
}
