using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Silk.NET.Core;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan.Extensions.EXT;
using Silk.NET.Vulkan.Extensions.KHR;

namespace Silk.NET.Vulkan;

/// <summary>
/// The Vulkan commands. Entry points are looked up on first use and kept: a device's commands from <see cref="CurrentDevice"/> where it is set, else these and an instance's
/// from <see cref="CurrentInstance"/>, else all from the loader's exports, which serve every instance and device at the cost of a dispatch. Setting either property drops
/// what was kept; set them to null (or to another) when the object that they name is destroyed.
/// </summary>
public sealed unsafe partial class Vk : NativeAPI
{
    private readonly nint[] _slots = new nint[Slot.Count];
    private readonly delegate* unmanaged<nint, byte*, nint> _getInstanceProcAddr;
    private readonly delegate* unmanaged<nint, byte*, nint> _getDeviceProcAddr;
    private readonly INativeContext? _context;
    private Instance? _currentInstance;
    private Device? _currentDevice;

    /// <summary>Takes the entry points from a context in place of the loader's exports.</summary>
    public Vk(INativeContext ctx)
    {
        _context = ctx;
        _getInstanceProcAddr = (delegate* unmanaged<nint, byte*, nint>)ctx.GetProcAddress("vkGetInstanceProcAddr");
        _getDeviceProcAddr = (delegate* unmanaged<nint, byte*, nint>)ctx.GetProcAddress("vkGetDeviceProcAddr");
    }

    private Vk()
    {
        _getInstanceProcAddr = (delegate* unmanaged<nint, byte*, nint>)NativeLibrary.GetExport(VulkanLibrary.Handle, "vkGetInstanceProcAddr");
        _getDeviceProcAddr = (delegate* unmanaged<nint, byte*, nint>)NativeLibrary.GetExport(VulkanLibrary.Handle, "vkGetDeviceProcAddr");
    }

    /// <summary>Vulkan 1.0.</summary>
    public static Version32 Version10 => new(1, 0, 0);

    /// <summary>Vulkan 1.1.</summary>
    public static Version32 Version11 => new(1, 1, 0);

    /// <summary>Vulkan 1.2.</summary>
    public static Version32 Version12 => new(1, 2, 0);

    /// <summary>Vulkan 1.3.</summary>
    public static Version32 Version13 => new(1, 3, 0);

    /// <summary>The instance whose entry points are used, or null for the loader's exports.</summary>
    public Instance? CurrentInstance
    {
        get => _currentInstance;
        set
        {
            _currentInstance = value;
            Array.Clear(_slots);
        }
    }

    /// <summary>The device whose entry points are used, or null; with it set, commands on any other device are an error.</summary>
    public Device? CurrentDevice
    {
        get => _currentDevice;
        set
        {
            _currentDevice = value;
            Array.Clear(_slots);
        }
    }

    /// <summary>Loads the Vulkan loader.</summary>
    /// <exception cref="FileNotFoundException">No loader is installed.</exception>
    public static Vk GetApi() => new();

    /// <summary>Packs a version.</summary>
    public static Version32 MakeVersion(uint major, uint minor, uint patch = 0) => new(major, minor, patch);

    /// <summary>vkGetInstanceProcAddr; a null handle where the command is unknown.</summary>
    public PfnVoidFunction GetInstanceProcAddr(Instance instance, byte* pName) =>
        new((delegate* unmanaged[Cdecl]<void>)_getInstanceProcAddr(instance.Handle, pName));

    /// <summary>vkGetInstanceProcAddr; a null handle where the command is unknown.</summary>
    public PfnVoidFunction GetInstanceProcAddr(Instance instance, string pName)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(pName + '\0'))
        {
            return GetInstanceProcAddr(instance, name);
        }
    }

    /// <summary>vkGetDeviceProcAddr; a null handle where the command is unknown.</summary>
    public PfnVoidFunction GetDeviceProcAddr(Device device, byte* pName) =>
        new((delegate* unmanaged[Cdecl]<void>)_getDeviceProcAddr(device.Handle, pName));

    /// <summary>vkGetDeviceProcAddr; a null handle where the command is unknown.</summary>
    public PfnVoidFunction GetDeviceProcAddr(Device device, string pName)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(pName + '\0'))
        {
            return GetDeviceProcAddr(device, name);
        }
    }

    /// <summary>Whether the loader, or the given layer, offers an instance extension.</summary>
    public bool IsInstanceExtensionPresent(string extension, string layer = null!)
    {
        fixed (byte* layerName = layer is null ? null : Encoding.UTF8.GetBytes(layer + '\0'))
        {
            uint count = 0;
            if (EnumerateInstanceExtensionProperties(layerName, &count, null) != Result.Success || count == 0)
            {
                return false;
            }

            var properties = new ExtensionProperties[count];
            fixed (ExtensionProperties* first = properties)
            {
                if (EnumerateInstanceExtensionProperties(layerName, &count, first) is not (Result.Success or Result.Incomplete))
                {
                    return false;
                }

                for (var i = 0; i < count; i++)
                {
                    if (MemoryMarshal.CreateReadOnlySpanFromNullTerminated(first[i].ExtensionName).SequenceEqual(Encoding.UTF8.GetBytes(extension)))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>The commands of an instance extension, where the loader or the layer offers it.</summary>
    /// <param name="instance">An instance created with the extension enabled.</param>
    /// <param name="ext">The commands, or null.</param>
    /// <param name="layer">The layer that offers the extension, or null.</param>
    public bool TryGetInstanceExtension<T>(Instance instance, out T ext, string layer = null!)
        where T : NativeExtension<Vk>?
    {
        // A comparison of types, not a table of constructors by reflection: ahead-of-time compilation keeps it.
        if (typeof(T) == typeof(ExtDebugUtils) && IsInstanceExtensionPresent(ExtDebugUtils.ExtensionName, layer))
        {
            ext = (T)(object)new ExtDebugUtils(this, instance);
            return true;
        }

        if (typeof(T) == typeof(KhrSurface) && IsInstanceExtensionPresent(KhrSurface.ExtensionName, layer))
        {
            ext = (T)(object)new KhrSurface(this, instance);
            return true;
        }

        ext = null!;
        return false;
    }

    /// <summary>The commands of a device extension, where the device was created with it.</summary>
    /// <param name="instance">The device's instance.</param>
    /// <param name="device">A device created with the extension enabled.</param>
    /// <param name="ext">The commands, or null.</param>
    /// <param name="layer">Unused: what the device was created with decides.</param>
    public bool TryGetDeviceExtension<T>(Instance instance, Device device, out T ext, string layer = null!)
        where T : NativeExtension<Vk>?
    {
        if (typeof(T) == typeof(KhrSwapchain) && GetDeviceProcAddr(device, "vkCreateSwapchainKHR") != 0)
        {
            ext = (T)(object)new KhrSwapchain(this, instance, device);
            return true;
        }

        ext = null!;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Entry(int slot, ReadOnlySpan<byte> name, EntryLevel level)
    {
        var entry = _slots[slot];
        return entry != 0 ? entry : Resolve(slot, name, level);
    }

    // name ends in a zero byte. Two threads that meet here store the same address.
    private nint Resolve(int slot, ReadOnlySpan<byte> name, EntryLevel level)
    {
        nint entry = 0;
        fixed (byte* first = name)
        {
            if (level == EntryLevel.Device && _currentDevice is { } device)
            {
                entry = _getDeviceProcAddr(device.Handle, first);
            }

            if (entry == 0 && level != EntryLevel.Global && _currentInstance is { } instance)
            {
                entry = _getInstanceProcAddr(instance.Handle, first);
            }
        }

        var text = Encoding.UTF8.GetString(name[..^1]);
        bool found = entry != 0 || (_context is null ? NativeLibrary.TryGetExport(VulkanLibrary.Handle, text, out entry) : _context.TryGetProcAddress(text, out entry));
        if (!found)
        {
            throw new EntryPointNotFoundException($"calling Vulkan: the loader and the driver have no {text}; a Vulkan 1.3 loader and device were expected; update the driver or choose another device");
        }

        _slots[slot] = entry;
        return entry;
    }
}
