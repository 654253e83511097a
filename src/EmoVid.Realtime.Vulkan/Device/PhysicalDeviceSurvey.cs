using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>One physical device with all that the SDK asks of it, read once.</summary>
internal sealed unsafe class PhysicalDeviceSurvey
{
    /// <summary>Vulkan 1.2: the first version whose core has timeline semaphores.</summary>
    public static readonly uint RequiredApiVersion = Vk.Version12;

    private PhysicalDeviceSurvey(PhysicalDevice handle, VulkanDeviceInfo info, uint queueFamily, PhysicalDeviceLimits limits, string cacheKey)
    {
        Handle = handle;
        Info = info;
        QueueFamily = queueFamily;
        Limits = limits;
        CacheKey = cacheKey;
    }

    public PhysicalDevice Handle { get; }

    public VulkanDeviceInfo Info { get; }

    /// <summary>A queue family that computes.</summary>
    public uint QueueFamily { get; }

    public PhysicalDeviceLimits Limits { get; }

    /// <summary>Names the device and its driver's build: a pipeline cache is good for nothing else.</summary>
    public string CacheKey { get; }

    public static IReadOnlyList<PhysicalDeviceSurvey> ReadAll(VulkanInstance instance)
    {
        if (instance.Handle.Handle == 0)
        {
            return [];
        }

        uint count = 0;
        Result result = instance.Api.EnumeratePhysicalDevices(instance.Handle, &count, null);
        if (result == Result.ErrorInitializationFailed)
        {
            // What the loader answers when no driver brings a device along.
            return [];
        }

        result.ThrowIfFailed("Listing Vulkan devices", "vkEnumeratePhysicalDevices");
        var handles = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = handles)
        {
            instance.Api.EnumeratePhysicalDevices(instance.Handle, &count, first).ThrowIfFailed("Listing Vulkan devices");
        }

        return handles.Take((int)count).Select(handle => Read(instance.Api, handle)).ToArray();
    }

    /// <summary>Reads one device.</summary>
    /// <param name="api">The commands of an instance of Vulkan 1.1 or later.</param>
    /// <param name="handle">A device of that instance.</param>
    public static PhysicalDeviceSurvey Read(Vk api, PhysicalDevice handle)
    {
        PhysicalDeviceProperties basic;
        api.GetPhysicalDeviceProperties(handle, &basic);
        string name = Utf8(basic.DeviceName);
        VulkanDeviceKind kind = KindOf(basic.DeviceType);
        string version = HostDeviceCheck.VersionText(basic.ApiVersion);
        if (basic.ApiVersion < RequiredApiVersion)
        {
            var old = new VulkanDeviceInfo(name, kind, version, "", 0, $"Vulkan {version}, 1.2 is needed");
            return new PhysicalDeviceSurvey(handle, old, 0, basic.Limits, "");
        }

        var v12 = new PhysicalDeviceVulkan12Properties { SType = StructureType.PhysicalDeviceVulkan12Properties };
        var v11 = new PhysicalDeviceVulkan11Properties { SType = StructureType.PhysicalDeviceVulkan11Properties, PNext = &v12 };
        var properties = new PhysicalDeviceProperties2 { SType = StructureType.PhysicalDeviceProperties2, PNext = &v11 };
        api.GetPhysicalDeviceProperties2(handle, &properties);
        var f12 = new PhysicalDeviceVulkan12Features { SType = StructureType.PhysicalDeviceVulkan12Features };
        var features = new PhysicalDeviceFeatures2 { SType = StructureType.PhysicalDeviceFeatures2, PNext = &f12 };
        api.GetPhysicalDeviceFeatures2(handle, &features);

        int family = FindQueueFamily(api, handle);
        const SubgroupFeatureFlags Subgroups = SubgroupFeatureFlags.BasicBit | SubgroupFeatureFlags.ArithmeticBit;
        string? problem = family < 0 ? "no queue that computes"
            : !f12.TimelineSemaphore ? "no timeline semaphores"
            : (v11.SubgroupSupportedOperations & Subgroups) != Subgroups
                || (v11.SubgroupSupportedStages & ShaderStageFlags.ComputeBit) == 0 ? "no subgroup arithmetic in compute shaders"
            : null;
        var info = new VulkanDeviceInfo(name, kind, version, $"{Utf8(v12.DriverName)}, {Utf8(v12.DriverInfo)}", (int)v11.SubgroupSize, problem);
        string key = $"{Hex(v11.DeviceUuid)}-{Hex(v11.DriverUuid)}-{basic.DriverVersion:x8}-{Hex(basic.PipelineCacheUuid)}";
        return new PhysicalDeviceSurvey(handle, info, (uint)Math.Max(family, 0), basic.Limits, key);
    }

    /// <summary>What each queue family of a device can do, in Vulkan's order.</summary>
    public static QueueFamilyProperties[] ReadQueueFamilies(Vk api, PhysicalDevice handle)
    {
        uint count = 0;
        api.GetPhysicalDeviceQueueFamilyProperties(handle, &count, null);
        var families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
        {
            api.GetPhysicalDeviceQueueFamilyProperties(handle, &count, first);
        }

        return families;
    }

    private static int FindQueueFamily(Vk api, PhysicalDevice handle) =>
        Array.FindIndex(ReadQueueFamilies(api, handle), f => f.QueueCount > 0 && (f.QueueFlags & QueueFlags.ComputeBit) != 0);

    private static VulkanDeviceKind KindOf(PhysicalDeviceType type) => type switch
    {
        PhysicalDeviceType.DiscreteGpu => VulkanDeviceKind.DiscreteGpu,
        PhysicalDeviceType.IntegratedGpu => VulkanDeviceKind.IntegratedGpu,
        PhysicalDeviceType.VirtualGpu => VulkanDeviceKind.VirtualGpu,
        PhysicalDeviceType.Cpu => VulkanDeviceKind.Software,
        _ => VulkanDeviceKind.Other,
    };

    private static string Utf8(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private static string Hex(byte* uuid) => Convert.ToHexStringLower(new ReadOnlySpan<byte>(uuid, 16));
}
