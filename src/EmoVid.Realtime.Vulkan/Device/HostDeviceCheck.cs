using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Compares a host's device with what the SDK needs. Changes nothing.</summary>
internal static class HostDeviceCheck
{
    /// <summary>Why a physical device cannot serve, or null.</summary>
    /// <param name="instance">The host's instance.</param>
    /// <param name="handle">What the host says is one of its devices.</param>
    /// <param name="queueFamily">The family that the host names.</param>
    /// <param name="survey">The device, or null where it is none of the instance's.</param>
    public static string? FindProblem(VulkanInstance instance, PhysicalDevice handle, uint queueFamily, out PhysicalDeviceSurvey? survey)
    {
        // Asking a handle that is no device ends the process; the instance's list tells without asking it.
        survey = PhysicalDeviceSurvey.ReadAll(instance).FirstOrDefault(s => s.Handle.Handle == handle.Handle);
        if (survey is null)
        {
            return "the physical device is none of the instance's";
        }

        if (survey.Info.Problem is not null)
        {
            return survey.Info.Problem;
        }

        return FindQueueProblem(PhysicalDeviceSurvey.ReadQueueFamilies(instance.Api, handle), queueFamily);
    }

    /// <summary>Why a queue family cannot serve, or null.</summary>
    public static string? FindQueueProblem(ReadOnlySpan<QueueFamilyProperties> families, uint queueFamily) =>
        queueFamily >= families.Length ? $"no queue family {queueFamily} ({families.Length} families, counted from 0)"
        : (families[(int)queueFamily].QueueFlags & QueueFlags.ComputeBit) == 0 ? $"queue family {queueFamily} does not compute"
        : null;

    /// <summary>What the host did not enable, by name, as parts of a sentence; empty when nothing is missing.</summary>
    /// <param name="host">The host's own account.</param>
    /// <param name="instanceExtensions">What the SDK needs of the instance.</param>
    /// <param name="deviceExtensions">What it needs of the device.</param>
    /// <param name="features">The features it needs.</param>
    public static IReadOnlyList<string> FindMissing(in VulkanHostDevice host, IReadOnlyList<string> instanceExtensions,
        IReadOnlyList<string> deviceExtensions, IReadOnlyList<string> features)
    {
        var missing = new List<string>();
        if (host.ApiVersion < VulkanRequirements.ApiVersion)
        {
            missing.Add($"Vulkan {VulkanRequirements.ApiVersionText} in VkApplicationInfo::apiVersion (it says {VersionText(host.ApiVersion)})");
        }

        AddMissing(missing, "the instance extension", instanceExtensions, host.EnabledInstanceExtensions);
        AddMissing(missing, "the device extension", deviceExtensions, host.EnabledDeviceExtensions);
        AddMissing(missing, "the feature", features, host.EnabledFeatures);
        return missing;
    }

    /// <summary>A packed version as people write it.</summary>
    public static string VersionText(uint version) => $"{version >> 22 & 0x7F}.{version >> 12 & 0x3FF}.{version & 0xFFF}";

    private static void AddMissing(List<string> missing, string kind, IReadOnlyList<string> needed, IReadOnlyCollection<string>? enabled)
    {
        foreach (string name in needed)
        {
            if (enabled is null || !enabled.Contains(name))
            {
                missing.Add($"{kind} {name}");
            }
        }
    }
}
