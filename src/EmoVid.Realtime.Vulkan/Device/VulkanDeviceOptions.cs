namespace EmoVid.Realtime.Vulkan;

/// <summary>How to create a <see cref="VulkanDevice"/>. The defaults suit an application.</summary>
public sealed class VulkanDeviceOptions
{
    /// <summary>Which kind of device to take. Default <see cref="DeviceChoice.Auto"/>.</summary>
    public DeviceChoice Choice { get; init; } = DeviceChoice.Auto;

    /// <summary>Whether the Khronos validation layer watches every call (package vulkan-validationlayers on Debian). For
    /// tests and debugging: it costs a good part of a millisecond a call. Default off.</summary>
    public bool Validation { get; init; }

    /// <summary>Called with each message of warning or error severity of the validation layer, on whatever thread made the
    /// call that it complains about. It must not call Vulkan and must not throw. Messages are also collected in
    /// <see cref="VulkanDevice.ValidationMessages"/>. Default none.</summary>
    public Action<string>? OnValidationMessage { get; init; }

    /// <summary>Folder of the pipeline cache on disk, created when missing. Null (the default) is the user's cache folder
    /// (<c>$XDG_CACHE_HOME/emovid-realtime</c>, <c>~/.cache/emovid-realtime</c>, or the platform's own); an empty string keeps
    /// no cache on disk. A missing, damaged or unwritable cache only makes the first frame slower.</summary>
    public string? PipelineCacheFolder { get; init; }

    /// <summary>Frames that a pass may have on the device at once. Default 2, which lets the host fill one while the device
    /// works on the other. 1 to 8.</summary>
    public int FramesInFlight { get; init; } = 2;

    /// <summary>Throws when a value is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The frames in flight are not 1 to 8, or the choice is not a member of
    /// <see cref="DeviceChoice"/>.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(FramesInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FramesInFlight, 8);
        if (!Enum.IsDefined(Choice))
        {
            throw new ArgumentOutOfRangeException(nameof(Choice), Choice, "Not a member of DeviceChoice.");
        }
    }
}
