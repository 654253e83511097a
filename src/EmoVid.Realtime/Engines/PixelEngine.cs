using EmoVid.Realtime.Vulkan;

namespace EmoVid.Realtime;

/// <summary>The device that composes stickers, measures and grades frames: a Vulkan device, or the CPU twins of its passes.</summary>
/// <remarks>Create anywhere; each compositor and meter on one thread at a time. Dispose the engine last.</remarks>
public sealed class PixelEngine : IDisposable
{
    private readonly VulkanDevice? _device;

    private PixelEngine(VulkanDevice? device, string? warning)
    {
        _device = device;
        Warning = warning;
    }

    /// <summary>The engine and device, e.g. "cpu" or "vulkan: llvmpipe (software)".</summary>
    public string Device => _device is null ? "cpu" : _device.IsSoftware ? $"vulkan: {_device.Name} (software)" : $"vulkan: {_device.Name}";

    /// <summary>What the user should know about the choice, in one line, or null when it is what was asked for.</summary>
    public string? Warning { get; }

    /// <summary>Whether the CPU does the work, through Vulkan or without it.</summary>
    public bool IsSoftware => _device is null || _device.IsSoftware;

    /// <summary>Opens an engine.</summary>
    /// <exception cref="VulkanException">The asked-for device is not there; never thrown for <see cref="EngineChoice.Auto"/>
    /// and <see cref="EngineChoice.Cpu"/>.</exception>
    public static PixelEngine Open(EngineChoice choice) => choice switch
    {
        EngineChoice.Auto => OpenFirst(),
        EngineChoice.Vulkan => OpenVulkan(DeviceChoice.Auto),
        EngineChoice.Gpu => OpenVulkan(DeviceChoice.Gpu),
        EngineChoice.Software => OpenVulkan(DeviceChoice.Software),
        EngineChoice.Cpu => new PixelEngine(null, null),
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "The engine choice is none of the enumeration's."),
    };

    /// <summary>Creates a compositor; the caller disposes it.</summary>
    public IStickerCompositor CreateCompositor() => _device is null ? new CpuStickerCompositor() : new VulkanStickerCompositor(_device);

    /// <summary>Creates a grader; the caller disposes it.</summary>
    /// <param name="threads">Threads of the CPU engine that share a frame, the calling one among them; 0 for as many as the machine has processors.</param>
    public IFrameGrader CreateGrader(int threads = 0) => _device is null ? new CpuSceneGrader(threads) : new VulkanSceneGrader(_device);

    /// <summary>Creates a meter; the caller disposes it.</summary>
    /// <param name="options">What to measure and how; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public AttributeMeter CreateMeter(AttributeMeterOptions? options = null) =>
        _device is null ? new CpuAttributeMeter(options) : new VulkanAttributeMeter(_device, options);

    /// <inheritdoc/>
    public void Dispose() => _device?.Dispose();

    private static PixelEngine OpenFirst()
    {
        try
        {
            return OpenVulkan(DeviceChoice.Gpu);
        }
        catch (VulkanException failure)
        {
            // A software device alone is what machines without a GPU have, and no news. A GPU that fails is, and so is no Vulkan at all.
            return new PixelEngine(null, HasSoftwareAlone() ? null : $"The CPU does the pixel work: {failure.Message}");
        }
    }

    private static bool HasSoftwareAlone()
    {
        try
        {
            return VulkanDevice.Enumerate() is { Count: > 0 } devices && devices.All(device => device.Kind == VulkanDeviceKind.Software);
        }
        catch (VulkanException)
        {
            return false;
        }
    }

    private static PixelEngine OpenVulkan(DeviceChoice choice)
    {
        var device = VulkanDevice.Create(new VulkanDeviceOptions { Choice = choice });
        return new PixelEngine(device, device.Warning);
    }
}
