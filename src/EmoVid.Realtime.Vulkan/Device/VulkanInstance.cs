using System.Runtime.InteropServices;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.EXT;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The Vulkan library and one instance of it, with the validation layer when asked for.</summary>
internal sealed unsafe class VulkanInstance : IDisposable
{
    private const string ValidationLayer = "VK_LAYER_KHRONOS_validation";

    private readonly ValidationLog? _log;
    private readonly bool _isHosts;
    private DebugUtilsMessengerEXT _messenger;
    private bool _disposed;

    private VulkanInstance(Vk api, ValidationLog? log)
    {
        Api = api;
        _log = log;
    }

    private VulkanInstance(Vk api, Instance hosts, bool debugUtils)
    {
        Api = api;
        _isHosts = true;
        Handle = hosts;
        api.CurrentInstance = hosts;
        if (debugUtils && api.TryGetInstanceExtension(hosts, out ExtDebugUtils extensionApi))
        {
            DebugUtils = extensionApi;
        }
    }

    public Vk Api { get; }

    /// <summary>A null handle where no driver is installed.</summary>
    public Instance Handle { get; private set; }

    /// <summary>Names and messages; null where the loader lacks the extension.</summary>
    public ExtDebugUtils? DebugUtils { get; private set; }

    public IReadOnlyList<string> ValidationMessages => _log?.Messages ?? [];

    public static VulkanInstance Create(bool validation, Action<string>? onMessage)
    {
        Vk api = LoadLibrary();
        if (validation && !HasValidationLayer(api))
        {
            throw new VulkanException($"Switching Vulkan validation on: the layer {ValidationLayer} is not installed, expected it beside the loader; "
                + "install it (apt install vulkan-validationlayers) or switch validation off.");
        }

        var instance = new VulkanInstance(api, validation ? new ValidationLog(onMessage) : null);
        try
        {
            instance.CreateHandle();
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Uses an instance that a host created and will destroy.</summary>
    /// <param name="handle">The host's instance.</param>
    /// <param name="debugUtils">Whether the host enabled VK_EXT_debug_utils: the SDK's objects then bear names.</param>
    /// <param name="getInstanceProcAddr">The host's vkGetInstanceProcAddr, or 0 for the loader that the SDK finds by itself.</param>
    public static VulkanInstance Adopt(Instance handle, bool debugUtils, nint getInstanceProcAddr) =>
        new(getInstanceProcAddr == 0 ? LoadLibrary() : new Vk(new HostEntryPoints(handle, getInstanceProcAddr)), handle, debugUtils);

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_isHosts)
        {
            return;
        }

        if (_messenger.Handle != 0)
        {
            DebugUtils!.DestroyDebugUtilsMessenger(Handle, _messenger, null);
        }

        if (Handle.Handle != 0)
        {
            Api.DestroyInstance(Handle, null);
        }

        // The library itself stays loaded: unloading a driver that runs threads of its own is not safe on every platform.
        _log?.Dispose();
    }

    private static Vk LoadLibrary()
    {
        try
        {
            return Vk.GetApi();
        }
        catch (Exception e) when (e is FileNotFoundException or DllNotFoundException)
        {
            throw new VulkanException("Loading Vulkan: the loader library was not found, expected libvulkan.so.1 (vulkan-1.dll, libvulkan.dylib); "
                + "install it (apt install libvulkan1 mesa-vulkan-drivers) or use the CPU engine.", e);
        }
    }

    private static bool HasValidationLayer(Vk api)
    {
        uint count = 0;
        api.EnumerateInstanceLayerProperties(&count, null).ThrowIfFailed("Listing Vulkan layers");
        var layers = new LayerProperties[count];
        fixed (LayerProperties* first = layers)
        {
            api.EnumerateInstanceLayerProperties(&count, first).ThrowIfFailed("Listing Vulkan layers");
            for (uint i = 0; i < count; i++)
            {
                if (Utf8(first[i].LayerName) == ValidationLayer)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasDebugUtils(Vk api)
    {
        uint count = 0;
        api.EnumerateInstanceExtensionProperties((byte*)null, &count, null).ThrowIfFailed("Listing Vulkan extensions");
        var extensions = new ExtensionProperties[count];
        fixed (ExtensionProperties* first = extensions)
        {
            api.EnumerateInstanceExtensionProperties((byte*)null, &count, first).ThrowIfFailed("Listing Vulkan extensions");
            for (uint i = 0; i < count; i++)
            {
                if (Utf8(first[i].ExtensionName) == ExtDebugUtils.ExtensionName)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string Utf8(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private void CreateHandle()
    {
        // The layer brings the extension along, so it counts only without the layer whether the loader has it.
        bool debugUtils = _log is not null || HasDebugUtils(Api);
        ReadOnlySpan<byte> layerName = "VK_LAYER_KHRONOS_validation\0"u8;
        ReadOnlySpan<byte> extensionName = "VK_EXT_debug_utils\0"u8;
        ReadOnlySpan<byte> productName = "EmoVid.Realtime\0"u8;
        fixed (byte* layer = layerName, extension = extensionName, product = productName)
        {
            byte* layers = layer;
            byte* extensions = extension;
            var application = new ApplicationInfo
            {
                SType = StructureType.ApplicationInfo,
                PApplicationName = product,
                PEngineName = product,
                ApiVersion = PhysicalDeviceSurvey.RequiredApiVersion,
            };
            var info = new InstanceCreateInfo
            {
                SType = StructureType.InstanceCreateInfo,
                PApplicationInfo = &application,
                EnabledExtensionCount = debugUtils ? 1u : 0u,
                PpEnabledExtensionNames = &extensions,
            };

            // The messenger in the chain hears what creating and destroying the instance itself causes.
            DebugUtilsMessengerCreateInfoEXT messenger = _log?.CreateInfo() ?? default;
            ValidationFeatureEnableEXT synchronization = ValidationFeatureEnableEXT.SynchronizationValidationExt;
            var features = new ValidationFeaturesEXT
            {
                SType = StructureType.ValidationFeaturesExt,
                PNext = &messenger,
                EnabledValidationFeatureCount = 1,
                PEnabledValidationFeatures = &synchronization,
            };
            if (_log is not null)
            {
                info.EnabledLayerCount = 1;
                info.PpEnabledLayerNames = &layers;
                info.PNext = &features;
            }

            Instance handle;
            Result result = Api.CreateInstance(&info, null, &handle);
            if (result == Result.ErrorIncompatibleDriver)
            {
                // What the loader answers when it finds no driver: an instance without devices says the same to the user.
                return;
            }

            result.ThrowIfFailed("Starting Vulkan", "vkCreateInstance");
            Handle = handle;
            Api.CurrentInstance = handle;
            if (debugUtils && Api.TryGetInstanceExtension(handle, out ExtDebugUtils extensionApi))
            {
                DebugUtils = extensionApi;
            }

            if (_log is not null && DebugUtils is not null)
            {
                messenger.PNext = null;
                DebugUtilsMessengerEXT created;
                DebugUtils.CreateDebugUtilsMessenger(handle, &messenger, null, &created).ThrowIfFailed("Listening to Vulkan validation");
                _messenger = created;
            }
        }
    }
}
