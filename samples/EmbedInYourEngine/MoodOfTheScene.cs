using EmoVid.Realtime;
using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>All that the engine does with the SDK: handles go in as numbers, commands are recorded into the engine's buffers, results come some frames later.
/// The scene is measured, graded into the image that is shown, and measured again. The SDK never submits: it was given no queue.</summary>
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

    /// <summary>The shown image: what was in it is gone, and it is for sampling afterwards. With a swapchain the exit would be PresentSource.</summary>
    private static readonly VulkanImageUse Shown = new() { EntryLayout = VulkanHostLayout.Undefined, ExitLayout = VulkanHostLayout.ShaderReadOnly };

    private readonly VulkanDevice _device;
    private readonly VulkanAttributeMeter _sceneMeter;
    private readonly VulkanAttributeMeter _shownMeter;
    private readonly VulkanSceneGrader _grader;
    private readonly VulkanImageSource[] _scenes;
    private readonly VulkanImageSource[] _shownSources;
    private readonly VulkanImageTarget[] _shown;
    private readonly GradeLutExchange _tables = new();
    private readonly GradeLutSlew _slew = new();
    private readonly AttributeSums _sums = new();
    private Task _baking = Task.CompletedTask;

    public MoodOfTheScene(Engine engine, IReadOnlyList<EngineImage> scenes, IReadOnlyList<EngineImage> shown, int framesInFlight)
    {
        _device = VulkanDevice.Adopt(new VulkanHostDevice
        {
            Instance = engine.Instance.Handle,
            PhysicalDevice = engine.PhysicalDevice.Handle,
            Device = engine.Device.Handle,
            QueueFamilyIndex = engine.QueueFamily,
            ApiVersion = Engine.ApiVersion,
            EnabledFeatures = VulkanRequirements.Features,
            EnabledInstanceExtensions = engine.Validates ? ["VK_EXT_debug_utils"] : [],
        });
        _sceneMeter = new VulkanAttributeMeter(_device, new AttributeMeterOptions { FramesInFlight = framesInFlight });
        _shownMeter = new VulkanAttributeMeter(_device, new AttributeMeterOptions { FramesInFlight = framesInFlight });
        _grader = new VulkanSceneGrader(_device);
        _scenes = [.. scenes.Select(image => _device.OpenImage(Describe(image)))];
        _shownSources = [.. shown.Select(image => _device.OpenImage(Describe(image)))];
        _shown = [.. shown.Select(image => _device.OpenTarget(Describe(image)))];

        // Pipelines are compiled while loading, not in a frame.
        _sceneMeter.Prepare(_scenes[0], Drawn);
        _grader.Prepare(_scenes[0], Sampled, _shown[0], Shown);
        _shownMeter.Prepare(_shownSources[0], Sampled);
    }

    public string Device => _device.Name;

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
    /// <param name="image">Which of the images.</param>
    /// <param name="frame">The engine's number of the frame.</param>
    /// <param name="elapsed">Time since the frame before.</param>
    /// <returns>False where a recording found all its places in flight: not as long as the engine says <see cref="Collect"/> when it has seen a fence.</returns>
    public bool TryRecord(CommandBuffer commands, int image, long frame, TimeSpan elapsed)
    {
        // No colour moves faster than a half of its range in a second, whatever the mood does.
        _slew.Advance(_tables.Latest(), elapsed);
        return _sceneMeter.TryRecord(commands.Handle, _scenes[image], Drawn, frame)
            && _grader.TryRecord(commands.Handle, _scenes[image], Sampled, _shown[image], Shown, _slew.Current, frame)
            && _shownMeter.TryRecord(commands.Handle, _shownSources[image], Sampled, frame);
    }

    /// <summary>After the engine's last frame is done.</summary>
    public void Dispose()
    {
        _baking.GetAwaiter().GetResult();
        foreach (VulkanImageSource source in _scenes.Concat(_shownSources))
        {
            source.Dispose();
        }

        _sceneMeter.Dispose();
        _shownMeter.Dispose();
        _grader.Dispose();
        _device.Dispose();
    }

    private static VulkanHostImage Describe(EngineImage image) => new()
    {
        Image = image.Handle.Handle,
        Format = (VulkanHostFormat)(int)EngineImage.PixelFormat,
        Width = (int)image.Width,
        Height = (int)image.Height,
        Usage = (uint)EngineImage.Usage,
    };
}
