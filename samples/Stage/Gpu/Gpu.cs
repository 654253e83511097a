using System.Runtime.InteropServices;
using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.KHR;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The application's own Vulkan device: it belongs to the stage, and the SDK comes in as a guest (<see cref="Sdk"/>). One thread.</summary>
internal sealed unsafe class Gpu : IDisposable
{
    private readonly GpuInstance _instance;
    private readonly PhysicalDeviceMemoryProperties _memory;
    private readonly KhrSurface? _surfaces;

    public Gpu(GpuOptions options)
    {
        _instance = new GpuInstance(options);
        try
        {
            if (options.CreateSurface is not null)
            {
                _instance.Api.TryGetInstanceExtension(_instance.Handle, out _surfaces);
                Surface = options.CreateSurface(_instance.Handle);
            }

            PhysicalDevice = _instance.Choose(options.Device, Presents, out uint family);
            QueueFamily = family;
            IsSoftware = _instance.IsSoftware(PhysicalDevice);
            Device = CreateDevice(options.CreateSurface is not null);
            Api.CurrentDevice = Device;
            Api.GetDeviceQueue(Device, QueueFamily, 0, out Queue queue);
            Queue = queue;
            KhrSwapchain? swapchains = null;
            if (options.CreateSurface is not null)
            {
                Api.TryGetDeviceExtension(_instance.Handle, Device, out swapchains);
            }

            Swapchains = swapchains;
            Calls = new QueueCalls(Api, Device, swapchains);
            Calls = options.Intercept?.Invoke(Calls) ?? Calls;
            Api.GetPhysicalDeviceMemoryProperties(PhysicalDevice, out _memory);
            Api.GetPhysicalDeviceProperties(PhysicalDevice, out PhysicalDeviceProperties properties);
            Name = Marshal.PtrToStringUTF8((nint)properties.DeviceName) ?? "";
            Sdk = VulkanDevice.Adopt(Handles);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Vk Api => _instance.Api;

    public PhysicalDevice PhysicalDevice { get; }

    public Device Device { get; }

    public Queue Queue { get; }

    public uint QueueFamily { get; }

    /// <summary>Held around everything that uses the queue: the SDK holds it too where it submits.</summary>
    public Lock QueueLock { get; } = new();

    public SurfaceKHR Surface { get; private set; }

    public KhrSurface Surfaces => _surfaces!;

    public KhrSwapchain? Swapchains { get; }

    public IQueueCalls Calls { get; } = null!;

    public string Name { get; } = "";

    public bool IsSoftware { get; }

    /// <summary>The SDK on this device.</summary>
    public VulkanDevice Sdk { get; } = null!;

    /// <summary>Vulkan objects of the stage's own that exist now; 0 after <see cref="Dispose"/>.</summary>
    public int LiveObjects { get; set; }

    /// <summary>Bytes of device memory that the stage's own objects hold.</summary>
    public long MemoryBytes { get; set; }

    /// <summary>What the validation layer said; also after <see cref="Dispose"/>.</summary>
    public IReadOnlyList<string> Messages => _instance.Messages;

    private VulkanHostDevice Handles => new()
    {
        Instance = _instance.Handle.Handle,
        PhysicalDevice = PhysicalDevice.Handle,
        Device = Device.Handle,
        Queue = Queue.Handle,
        QueueFamilyIndex = QueueFamily,
        QueueLock = QueueLock,
        ApiVersion = Vk.Version13,
        EnabledInstanceExtensions = [.. _instance.Extensions],
        EnabledFeatures = VulkanRequirements.Features,
    };

    /// <summary>Throws where a call failed.</summary>
    /// <exception cref="DeviceLostException">The device is gone.</exception>
    public void Check(Result result, string doing)
    {
        if (result == Result.ErrorDeviceLost)
        {
            Sdk.ReportLost();
            throw new DeviceLostException(doing);
        }

        if (result < 0)
        {
            throw new EmoVidException($"{doing}: found {result} from {Name}, expected success; update the graphics driver or choose another --device");
        }
    }

    /// <summary>Memory for an object, of the wanted kind.</summary>
    public DeviceMemory Allocate(MemoryRequirements requirements, MemoryPropertyFlags wanted)
    {
        for (int i = 0; i < _memory.MemoryTypeCount; i++)
        {
            if ((requirements.MemoryTypeBits >> i & 1) != 0 && (_memory.MemoryTypes[i].PropertyFlags & wanted) == wanted)
            {
                var info = new MemoryAllocateInfo { SType = StructureType.MemoryAllocateInfo, AllocationSize = requirements.Size, MemoryTypeIndex = (uint)i };
                DeviceMemory memory;
                Check(Api.AllocateMemory(Device, &info, null, &memory), "allocating device memory");
                LiveObjects++;
                MemoryBytes += (long)requirements.Size;
                return memory;
            }
        }

        throw new EmoVidException($"allocating device memory: {Name} has no {wanted}, expected such a memory type; choose another --device");
    }

    public void Free(DeviceMemory memory, long bytes)
    {
        Api.FreeMemory(Device, memory, null);
        LiveObjects--;
        MemoryBytes -= bytes;
    }

    /// <summary>Waits until the device does nothing; a lost one has nothing left to do.</summary>
    public void WaitIdle()
    {
        lock (QueueLock)
        {
            _ = Api.DeviceWaitIdle(Device);
        }
    }

    /// <summary>Gives the window's surface up and takes another one, where the old one was lost.</summary>
    public void ReplaceSurface(Func<Instance, SurfaceKHR> create)
    {
        _surfaces!.DestroySurface(_instance.Handle, Surface, null);
        Surface = create(_instance.Handle);
    }

    public void Dispose()
    {
        Sdk?.Dispose();
        if (Device.Handle != 0)
        {
            Api.DestroyDevice(Device, null);
        }

        Api.CurrentDevice = null;
        if (Surface.Handle != 0)
        {
            _surfaces!.DestroySurface(_instance.Handle, Surface, null);
            Surface = default;
        }

        _instance.Dispose();
    }

    private bool Presents(PhysicalDevice device, uint family)
    {
        if (Surface.Handle == 0)
        {
            return true;
        }

        return _surfaces!.GetPhysicalDeviceSurfaceSupport(device, family, Surface, out var supported) == Result.Success && supported;
    }

    private Device CreateDevice(bool withWindow)
    {
        using var extensions = new NativeNames(withWindow ? [KhrSwapchain.ExtensionName, .. VulkanRequirements.DeviceExtensions] : VulkanRequirements.DeviceExtensions);
        float priority = 1f;
        var queue = new DeviceQueueCreateInfo { SType = StructureType.DeviceQueueCreateInfo, QueueFamilyIndex = QueueFamily, QueueCount = 1, PQueuePriorities = &priority };
        var v13 = new PhysicalDeviceVulkan13Features { SType = StructureType.PhysicalDeviceVulkan13Features, DynamicRendering = true };
        var v12 = new PhysicalDeviceVulkan12Features { SType = StructureType.PhysicalDeviceVulkan12Features, PNext = &v13, TimelineSemaphore = true };
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
        Result result = Api.CreateDevice(PhysicalDevice, &info, null, &device);
        return result == Result.Success ? device
            : throw new EmoVidException($"opening the Vulkan device: found {result}, expected a device with dynamic rendering and a timeline; choose another --device");
    }
}
