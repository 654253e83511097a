namespace EmoVid.Realtime.Vulkan;

/// <summary>Vulkan is missing or refused a call. The message is one line: what was being done, what was found, what was
/// expected, what to do.</summary>
public sealed class VulkanException : EmoVidException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public VulkanException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public VulkanException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal VulkanException(string message, bool isDeviceLost) : base(message) => IsDeviceLost = isDeviceLost;

    /// <summary>Whether the device is gone (driver reset, hot unplug). Everything made on it is useless: dispose the
    /// <see cref="VulkanDevice"/> and create another one, or carry on with the CPU engines.</summary>
    public bool IsDeviceLost { get; }
}
