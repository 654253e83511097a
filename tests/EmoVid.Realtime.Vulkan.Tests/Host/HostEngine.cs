using System.Runtime.InteropServices;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.EXT;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>A small engine, written as one that has never heard of the SDK: it owns its instance, device, queue, frames in flight
/// and submissions, with the validation layer and its synchronisation checks on. Disposing it fails the test for every message of
/// the layer, among them objects left on its device.</summary>
internal sealed unsafe class HostEngine : IDisposable
{
    /// <summary>Read by the validation layer when an instance is created.</summary>
    private const string LayerEnables = "VK_LAYER_ENABLES";

    private readonly ValidationLog _log = new(null);
    private readonly ExtDebugUtils? _debugUtils;
    private readonly EngineOptions _options;
    private readonly DebugUtilsMessengerEXT _messenger;
    private readonly EngineFrame[] _frames;
    private readonly PhysicalDeviceMemoryProperties _memory;
    private long _frameNumber;

    public HostEngine(EngineOptions? options = null)
    {
        _options = options ?? new EngineOptions();
        Api = Vk.GetApi();
        Instance = CreateInstance();
        Api.CurrentInstance = Instance;
        Assert.True(Api.TryGetInstanceExtension(Instance, out _debugUtils));
        DebugUtilsMessengerCreateInfoEXT messengerInfo = _log.CreateInfo();
        _debugUtils!.CreateDebugUtilsMessenger(Instance, &messengerInfo, null, out _messenger).ThrowIfFailed("Listening");
        PhysicalDevice = FindSoftwareDevice();
        Device = CreateDevice();
        Api.CurrentDevice = Device;
        Api.GetDeviceQueue(Device, QueueFamily, 0, out Queue queue);
        Queue = queue;
        PhysicalDeviceMemoryProperties memory;
        Api.GetPhysicalDeviceMemoryProperties(PhysicalDevice, &memory);
        _memory = memory;
        _frames = [.. Enumerable.Range(0, _options.FramesInFlight).Select(_ => new EngineFrame(this))];
    }

    public Vk Api { get; }

    public Instance Instance { get; }

    public PhysicalDevice PhysicalDevice { get; }

    public Device Device { get; }

    public Queue Queue { get; }

    /// <summary>lavapipe's only family: graphics, compute and transfer.</summary>
    public uint QueueFamily { get; }

    public Lock QueueLock { get; } = new();

    public IReadOnlyList<string> Messages => _log.Messages;

    /// <summary>What the engine hands to the SDK.</summary>
    public VulkanHostDevice Handles => new()
    {
        Instance = Instance.Handle,
        PhysicalDevice = PhysicalDevice.Handle,
        Device = Device.Handle,
        Queue = Queue.Handle,
        QueueFamilyIndex = QueueFamily,
        QueueLock = QueueLock,
        ApiVersion = _options.ApiVersion,
        EnabledInstanceExtensions = _options.DebugUtils ? ["VK_EXT_debug_utils"] : [],
        EnabledFeatures = _options.TimelineSemaphore ? ["timelineSemaphore"] : [],
    };

    /// <summary>Starts a frame: waits until the place is free again and records into fresh commands.</summary>
    /// <param name="completed">The newest frame that is known to be done, or -1.</param>
    public EngineFrame BeginFrame(out long completed)
    {
        EngineFrame frame = _frames[_frameNumber % _frames.Length];
        frame.WaitAndRestart(_frameNumber++);
        completed = frame.Number - _frames.Length;
        return frame;
    }

    /// <summary>Submits what was recorded.</summary>
    public void EndFrame(EngineFrame frame)
    {
        lock (QueueLock)
        {
            frame.Submit();
        }
    }

    public void WaitIdle() => Api.DeviceWaitIdle(Device).ThrowIfFailed("Waiting");

    /// <summary>Records, submits and waits: for loading and for looking at results, outside the frame loop.</summary>
    public void RunNow(Action<CommandBuffer> record)
    {
        using var frame = new EngineFrame(this);
        frame.WaitAndRestart(-1);
        record(frame.Commands);
        EndFrame(frame);
        frame.Wait();
    }

    /// <summary>Memory of a kind that the requirements allow.</summary>
    public DeviceMemory Allocate(MemoryRequirements requirements, MemoryPropertyFlags properties)
    {
        for (int i = 0; i < _memory.MemoryTypeCount; i++)
        {
            if ((requirements.MemoryTypeBits >> i & 1) != 0 && (_memory.MemoryTypes[i].PropertyFlags & properties) == properties)
            {
                var info = new MemoryAllocateInfo { SType = StructureType.MemoryAllocateInfo, AllocationSize = requirements.Size, MemoryTypeIndex = (uint)i };
                DeviceMemory memory;
                Api.AllocateMemory(Device, &info, null, &memory).ThrowIfFailed("Allocating");
                return memory;
            }
        }

        throw new InvalidOperationException($"No memory with {properties}.");
    }

    public void Dispose()
    {
        WaitIdle();
        foreach (EngineFrame frame in _frames)
        {
            frame.Dispose();
        }

        Api.DestroyDevice(Device, null);
        Api.CurrentDevice = null;
        _debugUtils!.DestroyDebugUtilsMessenger(Instance, _messenger, null);
        Api.DestroyInstance(Instance, null);
        _log.Dispose();
        Assert.Empty(Messages);
    }

    private Instance CreateInstance()
    {
        fixed (byte* layer = "VK_LAYER_KHRONOS_validation\0"u8, extension = "VK_EXT_debug_utils\0"u8, name = "engine\0"u8)
        {
            byte* layers = layer;
            byte* extensions = extension;
            var application = new ApplicationInfo { SType = StructureType.ApplicationInfo, PEngineName = name, ApiVersion = _options.ApiVersion };
            ValidationFeatureEnableEXT synchronization = ValidationFeatureEnableEXT.SynchronizationValidationExt;
            var features = new ValidationFeaturesEXT
            {
                SType = StructureType.ValidationFeaturesExt,
                EnabledValidationFeatureCount = 1,
                PEnabledValidationFeatures = &synchronization,
            };
            var info = new InstanceCreateInfo
            {
                SType = StructureType.InstanceCreateInfo,
                PNext = &features,
                PApplicationInfo = &application,
                EnabledLayerCount = 1,
                PpEnabledLayerNames = &layers,
                EnabledExtensionCount = 1,
                PpEnabledExtensionNames = &extensions,
            };
            Instance instance;
            NativeEnvironment.Set(LayerEnables, _options.ChecksSubmissions ? "VALIDATION_CHECK_ENABLE_SYNCHRONIZATION_VALIDATION_QUEUE_SUBMIT" : null);
            Result result = Api.CreateInstance(&info, null, &instance);
            NativeEnvironment.Set(LayerEnables, null);
            result.ThrowIfFailed("Creating the engine's instance");
            return instance;
        }
    }

    private PhysicalDevice FindSoftwareDevice()
    {
        uint count = 0;
        Api.EnumeratePhysicalDevices(Instance, &count, null).ThrowIfFailed("Listing devices");
        var devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = devices)
        {
            Api.EnumeratePhysicalDevices(Instance, &count, first).ThrowIfFailed("Listing devices");
        }

        return devices.First(device =>
        {
            PhysicalDeviceProperties properties;
            Api.GetPhysicalDeviceProperties(device, &properties);
            return properties.DeviceType == PhysicalDeviceType.Cpu;
        });
    }

    private Device CreateDevice()
    {
        float priority = 1f;
        var queue = new DeviceQueueCreateInfo
        {
            SType = StructureType.DeviceQueueCreateInfo,
            QueueFamilyIndex = QueueFamily,
            QueueCount = 1,
            PQueuePriorities = &priority,
        };
        var v13 = new PhysicalDeviceVulkan13Features { SType = StructureType.PhysicalDeviceVulkan13Features, DynamicRendering = true };
        var v12 = new PhysicalDeviceVulkan12Features
        {
            SType = StructureType.PhysicalDeviceVulkan12Features,
            TimelineSemaphore = _options.TimelineSemaphore,
            PNext = _options.ApiVersion >= Vk.Version13 ? &v13 : null,
        };
        var info = new DeviceCreateInfo
        {
            SType = StructureType.DeviceCreateInfo,
            PNext = _options.ApiVersion >= Vk.Version12 ? &v12 : null,
            QueueCreateInfoCount = 1,
            PQueueCreateInfos = &queue,
        };
        Device device;
        Api.CreateDevice(PhysicalDevice, &info, null, &device).ThrowIfFailed("Creating the engine's device");
        return device;
    }
}
