using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.EXT;
using Silk.NET.Vulkan.Extensions.KHR;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmbedInYourEngine;

/// <summary>What an engine has before it ever heard of an SDK: its instance, device and queue. The one thing that it asks the SDK here is what to switch on.</summary>
internal sealed unsafe class Engine : IDisposable
{
    private readonly ExtDebugUtils? _debugUtils;
    private readonly DebugUtilsMessengerEXT _messenger;
    private readonly PhysicalDeviceMemoryProperties _memory;

    /// <param name="validates">Whether the validation layer listens, with its checks of synchronisation.</param>
    /// <param name="window">Where frames are shown; null for none.</param>
    public Engine(bool validates, EngineWindow? window)
    {
        Validates = validates;
        Api = Vk.GetApi();
        InstanceExtensions = [.. window?.Extensions ?? [], .. VulkanRequirements.InstanceExtensions, .. validates ? [ExtDebugUtils.ExtensionName] : Array.Empty<string>()];
        Instance = CreateInstance();
        Api.CurrentInstance = Instance;
        if (validates)
        {
            if (!Api.TryGetInstanceExtension(Instance, out _debugUtils))
            {
                throw new EngineException("listening to the validation layer: found no VK_EXT_debug_utils");
            }

            DebugUtilsMessengerCreateInfoEXT info = EngineMessages.CreateInfo();
            EngineException.Check(_debugUtils!.CreateDebugUtilsMessenger(Instance, &info, null, out _messenger), "listening to the validation layer");
        }

        if (window is not null)
        {
            Api.TryGetInstanceExtension(Instance, out KhrSurface? surfaces);
            Surfaces = surfaces;
            Surface = window.CreateSurface(Instance);
        }

        (PhysicalDevice, QueueFamily) = Choose();
        Device = CreateDevice();
        Api.CurrentDevice = Device;
        if (window is not null)
        {
            Api.TryGetDeviceExtension(Instance, Device, out KhrSwapchain? swapchains);
            Swapchains = swapchains;
        }

        Api.GetDeviceQueue(Device, QueueFamily, 0, out Queue queue);
        Queue = queue;
        PhysicalDeviceMemoryProperties memory;
        Api.GetPhysicalDeviceMemoryProperties(PhysicalDevice, &memory);
        _memory = memory;
    }

    public Vk Api { get; }

    public Instance Instance { get; }

    public IReadOnlyList<string> InstanceExtensions { get; }

    /// <summary>Null without a window, as the swapchain's functions.</summary>
    public KhrSurface? Surfaces { get; }

    public KhrSwapchain? Swapchains { get; }

    public SurfaceKHR Surface { get; }

    public PhysicalDevice PhysicalDevice { get; }

    public Device Device { get; }

    public Queue Queue { get; }

    public uint QueueFamily { get; }

    public bool Validates { get; }

    /// <summary>The engine draws with dynamic rendering, which is 1.3; the SDK would be content with 1.2.</summary>
    public static uint ApiVersion => Math.Max(Vk.Version13, VulkanRequirements.ApiVersion);

    public DeviceMemory Allocate(MemoryRequirements requirements, MemoryPropertyFlags properties)
    {
        for (int i = 0; i < _memory.MemoryTypeCount; i++)
        {
            if ((requirements.MemoryTypeBits >> i & 1) != 0 && (_memory.MemoryTypes[i].PropertyFlags & properties) == properties)
            {
                var info = new MemoryAllocateInfo { SType = StructureType.MemoryAllocateInfo, AllocationSize = requirements.Size, MemoryTypeIndex = (uint)i };
                DeviceMemory memory;
                EngineException.Check(Api.AllocateMemory(Device, &info, null, &memory), "allocating");
                return memory;
            }
        }

        throw new EngineException($"allocating: found no memory with {properties}");
    }

    public Semaphore CreateSemaphore()
    {
        var info = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo };
        Semaphore semaphore;
        EngineException.Check(Api.CreateSemaphore(Device, &info, null, &semaphore), "making a semaphore");
        return semaphore;
    }

    public void Dispose()
    {
        Api.DestroyDevice(Device, null);
        Surfaces?.DestroySurface(Instance, Surface, null);
        _debugUtils?.DestroyDebugUtilsMessenger(Instance, _messenger, null);
        Api.DestroyInstance(Instance, null);
    }

    private Instance CreateInstance()
    {
        using var extensions = new NativeNames(InstanceExtensions);
        using var layers = new NativeNames(Validates ? ["VK_LAYER_KHRONOS_validation"] : []);
        fixed (byte* name = "EmbedInYourEngine\0"u8)
        {
            var application = new ApplicationInfo { SType = StructureType.ApplicationInfo, PEngineName = name, ApiVersion = ApiVersion };
            ValidationFeatureEnableEXT synchronization = ValidationFeatureEnableEXT.SynchronizationValidationExt;
            var features = new ValidationFeaturesEXT { SType = StructureType.ValidationFeaturesExt, EnabledValidationFeatureCount = 1, PEnabledValidationFeatures = &synchronization };
            var info = new InstanceCreateInfo
            {
                SType = StructureType.InstanceCreateInfo,
                PNext = Validates ? &features : null,
                PApplicationInfo = &application,
                EnabledLayerCount = layers.Count,
                PpEnabledLayerNames = layers.Pointer,
                EnabledExtensionCount = extensions.Count,
                PpEnabledExtensionNames = extensions.Pointer,
            };
            Instance instance;
            EngineException.Check(Api.CreateInstance(&info, null, &instance), "creating the instance");
            return instance;
        }
    }

    /// <summary>The first device that draws for this engine and serves the SDK, a GPU before others.</summary>
    private (PhysicalDevice Device, uint Family) Choose()
    {
        uint count = 0;
        EngineException.Check(Api.EnumeratePhysicalDevices(Instance, &count, null), "listing devices");
        var devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = devices)
        {
            EngineException.Check(Api.EnumeratePhysicalDevices(Instance, &count, first), "listing devices");
        }

        string problems = count == 0 ? "no device" : "";
        foreach (PhysicalDevice device in devices.OrderBy(IsSoftware))
        {
            uint family = GraphicsFamily(device);
            string? problem = Shows(device, family) ? VulkanRequirements.FindProblem(Instance.Handle, device.Handle, family) : "a device that does not show the window";
            if (problem is null)
            {
                return (device, family);
            }

            problems += (problems.Length == 0 ? "" : "; ") + problem;
        }

        throw new EngineException($"choosing a device: found {problems}, expected one with Vulkan 1.3; install its driver");
    }

    private bool IsSoftware(PhysicalDevice device)
    {
        PhysicalDeviceProperties properties;
        Api.GetPhysicalDeviceProperties(device, &properties);
        return properties.DeviceType == PhysicalDeviceType.Cpu;
    }

    private bool Shows(PhysicalDevice device, uint family)
    {
        Silk.NET.Core.Bool32 shows = true;
        return Surfaces is null || (Surfaces.GetPhysicalDeviceSurfaceSupport(device, family, Surface, &shows) == Result.Success && shows);
    }

    private uint GraphicsFamily(PhysicalDevice device)
    {
        uint count = 0;
        Api.GetPhysicalDeviceQueueFamilyProperties(device, &count, null);
        var families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
        {
            Api.GetPhysicalDeviceQueueFamilyProperties(device, &count, first);
        }

        return (uint)Math.Max(0, Array.FindIndex(families, family => family.QueueFlags.HasFlag(QueueFlags.GraphicsBit)));
    }

    private Device CreateDevice()
    {
        float priority = 1;
        var queue = new DeviceQueueCreateInfo { SType = StructureType.DeviceQueueCreateInfo, QueueFamilyIndex = QueueFamily, QueueCount = 1, PQueuePriorities = &priority };
        var v13 = new PhysicalDeviceVulkan13Features { SType = StructureType.PhysicalDeviceVulkan13Features, DynamicRendering = true };

        // VulkanRequirements names what the SDK wants: features to switch on, extensions to enable (none today).
        var v12 = new PhysicalDeviceVulkan12Features { SType = StructureType.PhysicalDeviceVulkan12Features, PNext = &v13, TimelineSemaphore = VulkanRequirements.Features.Contains("timelineSemaphore") };
        using var extensions = new NativeNames([.. VulkanRequirements.DeviceExtensions, .. Surfaces is null ? Array.Empty<string>() : [KhrSwapchain.ExtensionName]]);
        var info = new DeviceCreateInfo
        {
            SType = StructureType.DeviceCreateInfo,
            PNext = &v12,
            QueueCreateInfoCount = 1,
            PQueueCreateInfos = &queue,
            EnabledExtensionCount = extensions.Count,
            PpEnabledExtensionNames = extensions.Pointer,
        };
        Device device;
        EngineException.Check(Api.CreateDevice(PhysicalDevice, &info, null, &device), "creating the device");
        return device;
    }
}
