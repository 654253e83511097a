using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A Vulkan device, the SDK's own (<see cref="Create"/>) or a host's (<see cref="Adopt"/>), and the owner of every pass
/// made on it.</summary>
/// <remarks>
/// <para>Any thread may create passes on it; each pass is one thread at a time, and passes on different threads share the
/// device safely.</para>
/// <para>Disposing waits until the device has finished what the SDK submitted and disposes the passes that are still alive; they
/// then throw <see cref="ObjectDisposedException"/>. A host's device and instance stay alive and untouched.</para>
/// </remarks>
public sealed unsafe partial class VulkanDevice : IDisposable
{
    private long _memoryBytes;
    private long _memoryLimitBytes = long.MaxValue;
    private readonly VulkanInstance _instance;
    private readonly PhysicalDeviceSurvey _survey;
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _children = [];
    private readonly string? _cachePath;
    private PhysicalDeviceMemoryProperties _memory;
    private Queue _queue;
    private bool _disposed;

    private VulkanDevice(VulkanInstance instance, PhysicalDeviceSurvey survey, uint queueFamily, Lock queueGate, string? warning, VulkanDeviceOptions options)
    {
        _instance = instance;
        _survey = survey;
        _queueGate = queueGate;
        QueueFamily = queueFamily;
        Programs = new ComputePrograms(this);
        Warning = warning;
        FramesInFlight = options.FramesInFlight;
        Label = $"vulkan: {survey.Info.Name}{(survey.Info.IsSoftware ? " (software)" : "")}";
        string? folder = options.PipelineCacheFolder ?? PipelineCacheFile.DefaultFolder();
        _cachePath = string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, $"pipelines-{survey.CacheKey}.bin");
    }

    /// <summary>The driver's name for the device.</summary>
    public string Name => Info.Name;

    /// <summary>Whether the device runs on the CPU.</summary>
    public bool IsSoftware => Info.IsSoftware;

    /// <summary>What the user should know about the choice, in one line, or null: that no GPU was found and a software device
    /// took its place.</summary>
    public string? Warning { get; }

    /// <summary>All that the device says about itself.</summary>
    public VulkanDeviceInfo Info => _survey.Info;

    /// <summary>Messages of warning or error severity that the validation layer has given so far (the first 1000); empty
    /// without <see cref="VulkanDeviceOptions.Validation"/>. Any thread, also after <see cref="Dispose"/>.</summary>
    public IReadOnlyList<string> ValidationMessages => _instance.ValidationMessages;

    /// <summary>Vulkan objects made on this device that exist now; 0 after <see cref="Dispose"/>.</summary>
    public int LiveObjectCount => LiveObjects.Live;

    /// <summary>Bytes of device and mapped memory that the SDK holds on this device. Any thread.</summary>
    public long MemoryBytes => Volatile.Read(ref _memoryBytes);

    /// <summary>The most that <see cref="MemoryBytes"/> may come to; no limit by default. What needs more throws a <see cref="VulkanException"/> that says so, and
    /// a <see cref="VulkanStickerRecorder"/> leaves the paint out instead (<see cref="VulkanStickerRecorder.PaintsLeftOut"/>). Any thread; what is held
    /// already stays.</summary>
    public long MemoryLimitBytes
    {
        get => Volatile.Read(ref _memoryLimitBytes);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Volatile.Write(ref _memoryLimitBytes, value);
        }
    }

    internal bool HasRoomFor(long bytes) => MemoryBytes + bytes <= MemoryLimitBytes;

    /// <summary>Counts memory that is about to be allocated.</summary>
    internal void Claim(long bytes, string name)
    {
        long held = Interlocked.Add(ref _memoryBytes, bytes);
        if (held > MemoryLimitBytes)
        {
            Interlocked.Add(ref _memoryBytes, -bytes);
            throw new VulkanException($"Allocating the buffer '{name}': {bytes} bytes beside the {held - bytes} that the SDK holds, expected at most {MemoryLimitBytes} in all; "
                + "raise VulkanDevice.MemoryLimitBytes or dispose of something.");
        }
    }

    internal void Unclaim(long bytes) => Interlocked.Add(ref _memoryBytes, -bytes);

    internal string Label { get; }

    internal int FramesInFlight { get; }

    /// <summary>The compiled shaders that are in use.</summary>
    internal ComputePrograms Programs { get; }

    internal LiveObjectCounter LiveObjects { get; } = new();

    internal Vk Api => _instance.Api;

    internal PhysicalDevice PhysicalDevice => _survey.Handle;

    internal Device Handle { get; private set; }

    internal PhysicalDeviceLimits Limits => _survey.Limits;

    /// <summary>Lists the Vulkan devices of this machine, usable or not, in the driver's order.</summary>
    /// <returns>One entry a device; empty when the loader is installed without a driver.</returns>
    /// <exception cref="VulkanException">The Vulkan loader is not installed.</exception>
    public static IReadOnlyList<VulkanDeviceInfo> Enumerate()
    {
        using VulkanInstance instance = VulkanInstance.Create(validation: false, onMessage: null);
        return PhysicalDeviceSurvey.ReadAll(instance).Select(s => s.Info).ToArray();
    }

    /// <summary>Creates a device: hardware first, then software with a <see cref="Warning"/>, as the options say.</summary>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="VulkanException">The loader, a driver, a device of the wanted kind or the validation layer is missing;
    /// the message names the package that helps.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of the options is out of range.</exception>
    public static VulkanDevice Create(VulkanDeviceOptions? options = null)
    {
        options ??= new VulkanDeviceOptions();
        options.Validate();
        VulkanInstance instance = VulkanInstance.Create(options.Validation, options.OnValidationMessage);
        VulkanDevice? device = null;
        try
        {
            IReadOnlyList<PhysicalDeviceSurvey> surveys = PhysicalDeviceSurvey.ReadAll(instance);
            (int index, string? warning) = DeviceSelection.Choose(surveys.Select(s => s.Info).ToArray(), options.Choice);
            device = new VulkanDevice(instance, surveys[index], surveys[index].QueueFamily, new Lock(), warning, options);
            device.Open();
            return device;
        }
        catch
        {
            if (device is null)
            {
                instance.Dispose();
            }

            device?.Dispose();
            throw;
        }
    }

    /// <summary>Waits for what the SDK submitted, writes the pipeline cache, and frees everything the SDK made; of a host's
    /// device nothing else. May be called more than once; never throws.</summary>
    /// <remarks>On a host's device, first wait until every command buffer that the SDK recorded into is done or dropped: the SDK
    /// does not see the host's submissions.</remarks>
    public void Dispose()
    {
        IDisposable[] children;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            children = [.. _children];
        }

        // The last made goes first: a pass may use what was made before it.
        foreach (IDisposable child in children.Reverse())
        {
            child.Dispose();
        }

        if (Handle.Handle != 0)
        {
            SavePipelineCache();
            DestroyPipelineCache();
            if (!IsHostOwned)
            {
                Api.DestroyDevice(Handle, null);
                LiveObjects.Remove();
            }

            // Later calls are the instance's: their entry points must not be asked of a device that is gone.
            Api.CurrentDevice = null;
        }

        _instance.Dispose();
    }

    /// <summary>Makes the device the owner of a pass, until <see cref="Release"/>.</summary>
    internal void Own(IDisposable child)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _children.Add(child);
        }
    }

    internal void Release(IDisposable child)
    {
        lock (_gate)
        {
            _children.Remove(child);
        }
    }

    private void Open()
    {
        float priority = 1f;
        var queue = new DeviceQueueCreateInfo
        {
            SType = StructureType.DeviceQueueCreateInfo,
            QueueFamilyIndex = QueueFamily,
            QueueCount = 1,
            PQueuePriorities = &priority,
        };
        var features = new PhysicalDeviceVulkan12Features { SType = StructureType.PhysicalDeviceVulkan12Features, TimelineSemaphore = true };
        var info = new DeviceCreateInfo
        {
            SType = StructureType.DeviceCreateInfo,
            PNext = &features,
            QueueCreateInfoCount = 1,
            PQueueCreateInfos = &queue,
        };
        Device handle;
        Api.CreateDevice(_survey.Handle, &info, null, &handle).ThrowIfFailed($"Opening the Vulkan device {Name}");
        Handle = handle;
        LiveObjects.Add();
        Queue first;
        Api.CurrentDevice = handle;
        Api.GetDeviceQueue(handle, QueueFamily, 0, &first);
        _queue = first;
        NameObject(ObjectType.Queue, (ulong)first.Handle, "compute queue");
        Prepare();
    }

    /// <summary>What an open device needs, whoever opened it.</summary>
    private void Prepare()
    {
        PhysicalDeviceMemoryProperties memory;
        Api.GetPhysicalDeviceMemoryProperties(_survey.Handle, &memory);
        _memory = memory;
        OpenPipelineCache();
    }
}
