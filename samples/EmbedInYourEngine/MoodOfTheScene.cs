using EmoVid.Realtime;
using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>The mood of what is shown: the SDK records into the engine's command buffers, and results come some frames later. The scene is measured, graded into the image that is
/// shown, and measured again there.</summary>
internal sealed class MoodOfTheScene : IDisposable
{
    /// <summary>The scene's image as its pass leaves it, and as the grade reads it.</summary>
    private static readonly VulkanImageUse Drawn = new()
    {
        EntryLayout = VulkanHostLayout.ColorAttachment,
        EntryStages = (uint)PipelineStageFlags.ColorAttachmentOutputBit,
        EntryAccess = (uint)AccessFlags.ColorAttachmentWriteBit,
        ExitLayout = VulkanHostLayout.ShaderReadOnly,
        ExitStages = (uint)PipelineStageFlags.ComputeShaderBit,
        ExitAccess = (uint)AccessFlags.ShaderReadBit,
    };

    private static readonly VulkanImageUse Sampled = new() { EntryLayout = VulkanHostLayout.ShaderReadOnly, EntryStages = (uint)PipelineStageFlags.ComputeShaderBit };

    /// <summary>The shown image as the grade takes it: what was in it is gone. The last to use it were a copy or a measurement, or whoever showed it, for whom the submit waits
    /// at the same stages.</summary>
    private static readonly VulkanImageUse Shown = new()
    {
        EntryLayout = VulkanHostLayout.Undefined,
        EntryStages = (uint)FirstStages,
        ExitLayout = VulkanHostLayout.ShaderReadOnly,
        ExitStages = (uint)PipelineStageFlags.ComputeShaderBit,
        ExitAccess = (uint)AccessFlags.ShaderReadBit,
    };

    /// <summary>The shown image as the meter takes it, and as the engine draws sprites over it.</summary>
    private static readonly VulkanImageUse Graded = new()
    {
        EntryLayout = VulkanHostLayout.ShaderReadOnly,
        EntryStages = (uint)PipelineStageFlags.ComputeShaderBit,
        ExitLayout = VulkanHostLayout.ColorAttachment,
        ExitStages = (uint)PipelineStageFlags.ColorAttachmentOutputBit,
        ExitAccess = (uint)(AccessFlags.ColorAttachmentReadBit | AccessFlags.ColorAttachmentWriteBit),
    };

    private readonly VulkanDevice _device;
    private readonly VulkanAttributeMeter _sceneMeter;
    private readonly VulkanAttributeMeter _shownMeter;
    private readonly VulkanSceneGrader _grader;
    private VulkanImageSource[] _scenes = [];
    private VulkanImageSource[] _shownSources = [];
    private VulkanImageTarget[] _shown = [];
    private readonly GradeLutExchange _tables = new();
    private readonly GradeLutSlew _slew = new();
    private readonly AttributeSums _sums = new();
    private Task _baking = Task.CompletedTask;

    /// <param name="device">The engine's device, as the SDK knows it.</param>
    /// <param name="framesInFlight">The engine's.</param>
    public MoodOfTheScene(VulkanDevice device, int framesInFlight)
    {
        _device = device;
        _sceneMeter = new VulkanAttributeMeter(_device, new AttributeMeterOptions { FramesInFlight = framesInFlight });
        _shownMeter = new VulkanAttributeMeter(_device, new AttributeMeterOptions { FramesInFlight = framesInFlight });
        _grader = new VulkanSceneGrader(_device);
    }

    /// <summary>Stages of the first use of a shown image in a frame.</summary>
    public static PipelineStageFlags FirstStages => PipelineStageFlags.TransferBit | PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.ColorAttachmentOutputBit;

    /// <summary>Takes the images that are drawn and shown from now on, the old ones being out of use: at the start, and whenever the swapchain is another.</summary>
    public void Watch(IReadOnlyList<EngineImage> scenes, IReadOnlyList<EngineImage> shown)
    {
        Forget();
        _scenes = [.. scenes.Select(image => _device.OpenImage(SdkOnEngine.Describe(image)))];
        _shownSources = [.. shown.Select(image => _device.OpenImage(SdkOnEngine.Describe(image)))];
        _shown = [.. shown.Select(image => _device.OpenTarget(SdkOnEngine.Describe(image)))];

        // Pipelines are compiled while loading, not in a frame.
        _sceneMeter.Prepare(_scenes[0], Drawn);
        _grader.Prepare(_scenes[0], Sampled, _shown[0], Shown);
        _shownMeter.Prepare(_shownSources[0], Graded);
    }

    /// <summary>Lets go of the images; no frame uses them any more.</summary>
    public void Forget()
    {
        foreach (VulkanImageSource source in _scenes.Concat(_shownSources))
        {
            source.Dispose();
        }

        (_scenes, _shownSources, _shown) = ([], [], []);
    }

    /// <summary>Turns the grade to a mix. Baking the table takes about a millisecond, so a worker does it; frames go on with the table that they have.</summary>
    public void Turn(EmotionMix mix) => _baking = Task.Run(() => GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(mix), default, _tables));

    /// <summary>Takes what the device has finished. Never waits.</summary>
    /// <param name="completed">The newest frame whose fence the engine has seen, or -1.</param>
    /// <param name="measured">Called with each result, in the order of frames: the scene's and the shown image's.</param>
    public void Collect(long completed, Action<string, long, VisualAttributes> measured)
    {
        _grader.HostFrameCompleted(completed);
        Read(_sceneMeter, "scene");
        Read(_shownMeter, "shown");

        void Read(VulkanAttributeMeter meter, string name)
        {
            meter.HostFrameCompleted(completed);
            while (meter.TryRead(_sums, out long frame))
            {
                measured(name, frame, VisualAttributes.FromSums(_sums));
            }
        }
    }

    /// <summary>Records measuring and grading behind the pass that drew a scene.</summary>
    /// <param name="commands">The engine's, outside a render pass.</param>
    /// <param name="scene">Which of the scenes.</param>
    /// <param name="shown">Which of the shown images; a colour attachment afterwards.</param>
    /// <param name="frame">The engine's number of the frame.</param>
    /// <param name="elapsed">Time since the frame before.</param>
    /// <returns>False where a recording found all its places in flight: not as long as the engine says <see cref="Collect"/> when it has seen a fence.</returns>
    public bool TryRecord(CommandBuffer commands, int scene, int shown, long frame, TimeSpan elapsed)
    {
        // No colour moves faster than a half of its range in a second, whatever the mood does.
        _slew.Advance(_tables.Latest(), elapsed);
        return _sceneMeter.TryRecord(commands.Handle, _scenes[scene], Drawn, frame)
            && _grader.TryRecord(commands.Handle, _scenes[scene], Sampled, _shown[shown], Shown, _slew.Current, frame)
            && _shownMeter.TryRecord(commands.Handle, _shownSources[shown], Graded, frame);
    }

    /// <summary>After the engine's last frame is done.</summary>
    public void Dispose()
    {
        _baking.GetAwaiter().GetResult();
        Forget();
        _sceneMeter.Dispose();
        _shownMeter.Dispose();
        _grader.Dispose();
    }
}
