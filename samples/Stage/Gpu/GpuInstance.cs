using System.Runtime.InteropServices;
using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.EXT;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The instance, and the validation layer's messages where it listens.</summary>
internal sealed unsafe class GpuInstance : IDisposable
{
    private readonly ExtDebugUtils? _debugUtils;
    private readonly MessageLog _log = new();
    private readonly DebugUtilsMessengerEXT _messenger;

    public GpuInstance(GpuOptions options)
    {
        try
        {
            Api = Vk.GetApi();
        }
        catch (FileNotFoundException e)
        {
            throw new EmoVidException($"opening the stage: {e.Message}", e);
        }

        List<string> extensions = [.. options.WindowExtensions, .. VulkanRequirements.InstanceExtensions];
        HasDebugUtils = options.Validation;
        if (HasDebugUtils)
        {
            extensions.Add(ExtDebugUtils.ExtensionName);
        }

        Extensions = extensions;
        Handle = Create(options, extensions);
        Api.CurrentInstance = Handle;
        if (HasDebugUtils && Api.TryGetInstanceExtension(Handle, out _debugUtils))
        {
            DebugUtilsMessengerCreateInfoEXT info = _log.CreateInfo();
            _debugUtils!.CreateDebugUtilsMessenger(Handle, &info, null, out _messenger);
        }
    }

    public Vk Api { get; }

    public Instance Handle { get; }

    public bool HasDebugUtils { get; }

    public IReadOnlyList<string> Extensions { get; }

    public IReadOnlyList<string> Messages => _log.Messages;

    /// <summary>The first device of the wanted kind that can serve the SDK and present to the surface, GPUs before software.</summary>
    public PhysicalDevice Choose(StageDevice wanted, Func<PhysicalDevice, uint, bool> presents, out uint family)
    {
        uint count = 0;
        Api.EnumeratePhysicalDevices(Handle, &count, null);
        var devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = devices)
        {
            Api.EnumeratePhysicalDevices(Handle, &count, first);
        }

        var refusals = new List<string>();
        foreach (PhysicalDevice device in devices.OrderBy(IsSoftware))
        {
            Api.GetPhysicalDeviceProperties(device, out PhysicalDeviceProperties properties);
            string name = Marshal.PtrToStringUTF8((nint)properties.DeviceName) ?? "";
            bool software = IsSoftware(device);
            if ((wanted == StageDevice.Gpu && software) || (wanted == StageDevice.Software && !software))
            {
                continue;
            }

            uint? found = FindFamily(device, presents);
            string? problem = properties.ApiVersion < Vk.Version13 ? "it has no Vulkan 1.3"
                : found is null ? "no queue family draws, computes and presents"
                : VulkanRequirements.FindProblem(Handle.Handle, device.Handle, found.Value);
            if (problem is null)
            {
                family = found!.Value;
                return device;
            }

            refusals.Add($"{name}: {problem}");
        }

        family = 0;
        string what = refusals.Count == 0 ? "no such device" : string.Join("; ", refusals);
        throw new EmoVidException($"opening the stage on a Vulkan device ({wanted.ToString().ToLowerInvariant()}): found {what}, "
            + "expected one with Vulkan 1.3 and a queue family that draws, computes and presents; install a driver (Debian: apt-get install mesa-vulkan-drivers) or choose another --device");
    }

    public bool IsSoftware(PhysicalDevice device)
    {
        Api.GetPhysicalDeviceProperties(device, out PhysicalDeviceProperties properties);
        return properties.DeviceType == PhysicalDeviceType.Cpu;
    }

    public void Dispose()
    {
        _debugUtils?.DestroyDebugUtilsMessenger(Handle, _messenger, null);
        Api.CurrentDevice = null;
        Api.DestroyInstance(Handle, null);
        _log.Dispose();
        Api.Dispose();
    }

    private uint? FindFamily(PhysicalDevice device, Func<PhysicalDevice, uint, bool> presents)
    {
        uint count = 0;
        Api.GetPhysicalDeviceQueueFamilyProperties(device, &count, null);
        var families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
        {
            Api.GetPhysicalDeviceQueueFamilyProperties(device, &count, first);
        }

        const QueueFlags Needed = QueueFlags.GraphicsBit | QueueFlags.ComputeBit;
        for (uint i = 0; i < count; i++)
        {
            if ((families[i].QueueFlags & Needed) == Needed && presents(device, i))
            {
                return i;
            }
        }

        return null;
    }

    private Instance Create(GpuOptions options, List<string> extensions)
    {
        using var names = new NativeNames(extensions);
        using var layers = new NativeNames(options.Validation ? ["VK_LAYER_KHRONOS_validation"] : []);
        fixed (byte* name = "EmoVid stage\0"u8)
        {
            var application = new ApplicationInfo { SType = StructureType.ApplicationInfo, PApplicationName = name, ApiVersion = Vk.Version13 };
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
                PNext = options.Validation ? &features : null,
                PApplicationInfo = &application,
                EnabledLayerCount = layers.Count,
                PpEnabledLayerNames = layers.Pointer,
                EnabledExtensionCount = names.Count,
                PpEnabledExtensionNames = names.Pointer,
            };
            Instance instance;
            Result result = Api.CreateInstance(&info, null, &instance);
            return result == Result.Success ? instance : throw new EmoVidException(
                $"creating a Vulkan instance: found {result}, expected one with {(extensions.Count == 0 ? "no extension" : string.Join(", ", extensions))}"
                + $"{(options.Validation ? " and the validation layer" : "")}; install a Vulkan driver (Debian: apt-get install mesa-vulkan-drivers{(options.Validation ? " vulkan-validationlayers" : "")})");
        }
    }
}
