using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed unsafe partial class VulkanDevice
{
    /// <summary>Whether the device belongs to a host, which alone destroys it.</summary>
    public bool IsHostOwned { get; private init; }

    /// <summary>Works on a host's own device: memory and objects come from it, nothing of the host's is ever changed or destroyed. A
    /// call that fails leaves the host's device as it was.</summary>
    /// <param name="host">The host's handles and what it enabled; <see cref="VulkanRequirements"/> lists what must be.</param>
    /// <param name="options">Frames in flight and the folder of the pipeline cache; null takes the defaults. Choice and validation are the
    /// host's own affair and must be left at their defaults.</param>
    /// <remarks>Any thread. Calls that only record take the thread and the command buffer that the host calls them with and synchronise with
    /// nothing; calls that submit say so and hold <see cref="VulkanHostDevice.QueueLock"/> meanwhile.</remarks>
    /// <exception cref="VulkanException">Something that the SDK needs is missing; the one line names all of it.</exception>
    /// <exception cref="ArgumentException">A handle is 0, or the options ask for what is the host's to decide.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The frames in flight are out of range.</exception>
    public static VulkanDevice Adopt(in VulkanHostDevice host, VulkanDeviceOptions? options = null)
    {
        options ??= new VulkanDeviceOptions();
        options.Validate();
        if (options.Choice != DeviceChoice.Auto || options.Validation || options.OnValidationMessage is not null)
        {
            throw new ArgumentException("Choice and validation belong to the host that created the device; leave them at their defaults.", nameof(options));
        }

        VulkanRequirements.ThrowIfNull(host.Instance, nameof(host.Instance));
        VulkanRequirements.ThrowIfNull(host.PhysicalDevice, nameof(host.PhysicalDevice));
        VulkanRequirements.ThrowIfNull(host.Device, nameof(host.Device));
        ThrowIfMissing(HostDeviceCheck.FindMissing(host, VulkanRequirements.InstanceExtensions, VulkanRequirements.DeviceExtensions,
            VulkanRequirements.Features));
        bool debugUtils = host.EnabledInstanceExtensions?.Contains("VK_EXT_debug_utils") == true;
        VulkanInstance instance = VulkanInstance.Adopt(new Instance(host.Instance), debugUtils, host.GetInstanceProcAddr);
        string? problem = HostDeviceCheck.FindProblem(instance, new PhysicalDevice(host.PhysicalDevice), host.QueueFamilyIndex, out PhysicalDeviceSurvey? survey);
        if (problem is not null)
        {
            throw new VulkanException($"Taking over the host's Vulkan device{(survey is null ? "" : $" {survey.Info.Name}")}: {problem}, "
                + "expected a device of the instance with Vulkan 1.2, subgroup arithmetic and a queue family that computes; "
                + "ask VulkanRequirements.FindProblem before creating the device.");
        }

        var device = new VulkanDevice(instance, survey!, host.QueueFamilyIndex, host.QueueLock ?? new Lock(), null, options)
        {
            IsHostOwned = true,
            Handle = new Device(host.Device),
            _queue = new Queue(host.Queue),
        };
        try
        {
            device.Api.CurrentDevice = device.Handle;
            device.Prepare();
            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Makes one of the host's images ready for the passes to read. Submits nothing and leaves the image as it is.</summary>
    /// <param name="image">The image's handle and facts.</param>
    /// <returns>To be kept as long as the image and disposed before it.</returns>
    /// <remarks>Any thread.</remarks>
    /// <exception cref="VulkanException">The format is none that the SDK reads, the device cannot sample it, or the image was created
    /// without the usage to be sampled; the message says what to change.</exception>
    /// <exception cref="ArgumentException">The handle is 0, or a size, level or layer is out of range.</exception>
    /// <exception cref="InvalidOperationException">The device is the SDK's own, on which a host has no images.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed.</exception>
    public VulkanImageSource OpenImage(in VulkanHostImage image)
    {
        ThrowIfNotHostOwned();
        return new VulkanImageSource(this, image);
    }

    /// <summary>Makes one of the host's images ready for the passes to write. Submits nothing and leaves the image as it is.</summary>
    /// <param name="image">The image's handle and facts.</param>
    /// <returns>Good as long as the image.</returns>
    /// <remarks>Any thread.</remarks>
    /// <exception cref="VulkanException">The format is none that the SDK writes, or the image was created without the usage to be copied to; the
    /// message says what to change.</exception>
    /// <exception cref="ArgumentException">The handle is 0, or a size, level or layer is out of range.</exception>
    /// <exception cref="InvalidOperationException">The device is the SDK's own, on which a host has no images.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed.</exception>
    public VulkanImageTarget OpenTarget(in VulkanHostImage image)
    {
        ThrowIfNotHostOwned();
        return new VulkanImageTarget(this, image);
    }

    /// <summary>Tells the SDK that a call of the host's returned <c>VK_ERROR_DEVICE_LOST</c>. Every later call on the device fails at once with a
    /// <see cref="VulkanException"/> whose <see cref="VulkanException.IsDeviceLost"/> is true, except disposing, which still frees
    /// everything. Any thread.</summary>
    public void ReportLost() => _lost = true;

    /// <summary>Throws when the SDK has no queue to submit to, before anything is recorded.</summary>
    /// <exception cref="InvalidOperationException">A host's device was handed over without a queue.</exception>
    internal void ThrowIfWithoutQueue()
    {
        if (_queue.Handle == 0)
        {
            throw new InvalidOperationException(
                "This call submits, but the host handed its device over without a queue; set VulkanHostDevice.Queue or use the calls that record.");
        }
    }

    private void ThrowIfNotHostOwned()
    {
        ThrowIfUnusable();
        if (!IsHostOwned)
        {
            throw new InvalidOperationException("A host's image lives on the host's device; call VulkanDevice.Adopt with it.");
        }
    }

    private static void ThrowIfMissing(IReadOnlyList<string> missing)
    {
        if (missing.Count > 0)
        {
            throw new VulkanException($"Taking over the host's Vulkan device: missing {string.Join(", ", missing)}, expected all that VulkanRequirements lists; "
                + "enable it when creating the instance and the device, and say so in VulkanHostDevice.");
        }
    }
}
