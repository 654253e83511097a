using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A buffer with memory of its own and, when it is read as texels, its view. Passes hold about a dozen, so one
/// allocation each stays far below every driver's limit.</summary>
internal sealed unsafe class GpuBuffer : IDisposable
{
    private readonly VulkanDevice _device;
    private DeviceMemory _memory;
    private void* _mapped;
    private readonly BufferView[] _views;
    private long _claimed;
    private bool _disposed;

    /// <summary>Creates a buffer.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="name">Shown by validation messages and GPU debuggers.</param>
    /// <param name="home">Where it lives. Upload and Readback buffers are mapped for their whole life.</param>
    /// <param name="byteCount">At least 1.</param>
    /// <param name="usage">What it is used for.</param>
    /// <param name="texels">Formats of its texel views; Undefined for none in that place.</param>
    public GpuBuffer(VulkanDevice device, string name, BufferHome home, ulong byteCount, BufferUsageFlags usage, params ReadOnlySpan<Format> texels)
    {
        _device = device;
        _views = new BufferView[texels.Length];
        ByteCount = byteCount;
        try
        {
            CreateHandle(name, usage);
            Allocate(name, home);
            for (int i = 0; i < texels.Length; i++)
            {
                if (texels[i] != Format.Undefined)
                {
                    _views[i] = CreateView(name, texels[i]);
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Buffer Handle { get; private set; }

    /// <summary>The first view, or none.</summary>
    public BufferView View => ViewAt(0);

    /// <summary>The second view, of texels of several words, or none.</summary>
    public BufferView WideView => ViewAt(1);

    public ulong ByteCount { get; }

    /// <summary>The mapped memory; empty for a Device buffer.</summary>
    public Span<byte> Bytes => _mapped is null ? default : new Span<byte>(_mapped, checked((int)ByteCount));

    /// <summary>The mapped memory as words.</summary>
    public ReadOnlySpan<uint> Words => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(Bytes);

    /// <summary>A view by the place of its format in the constructor's list, or none.</summary>
    public BufferView ViewAt(int place) => place < _views.Length ? _views[place] : default;

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Vk api = _device.Api;
        foreach (BufferView view in _views)
        {
            DestroyView(view);
        }

        if (Handle.Handle != 0)
        {
            api.DestroyBuffer(_device.Handle, Handle, null);
            _device.LiveObjects.Remove();
        }

        if (_memory.Handle != 0)
        {
            // Freeing unmaps.
            api.FreeMemory(_device.Handle, _memory, null);
            _device.LiveObjects.Remove();
        }

        _device.Unclaim(_claimed);
        _mapped = null;
    }

    private void CreateHandle(string name, BufferUsageFlags usage)
    {
        var info = new BufferCreateInfo
        {
            SType = StructureType.BufferCreateInfo,
            Size = ByteCount,
            Usage = usage,
            SharingMode = SharingMode.Exclusive,
        };
        Buffer handle;
        _device.Api.CreateBuffer(_device.Handle, &info, null, &handle).ThrowIfFailed($"Creating the buffer '{name}' of {ByteCount} bytes");
        Handle = handle;
        _device.LiveObjects.Add();
        _device.NameObject(ObjectType.Buffer, handle.Handle, name);
    }

    private void Allocate(string name, BufferHome home)
    {
        MemoryRequirements requirements;
        _device.Api.GetBufferMemoryRequirements(_device.Handle, Handle, &requirements);
        var info = new MemoryAllocateInfo
        {
            SType = StructureType.MemoryAllocateInfo,
            AllocationSize = requirements.Size,
            MemoryTypeIndex = _device.FindMemoryType(requirements.MemoryTypeBits, home),
        };
        _device.Claim((long)requirements.Size, name);
        _claimed = (long)requirements.Size;
        DeviceMemory memory;
        _device.Api.AllocateMemory(_device.Handle, &info, null, &memory).ThrowIfFailed($"Allocating {requirements.Size} bytes for the buffer '{name}'");
        _memory = memory;
        _device.LiveObjects.Add();
        _device.NameObject(ObjectType.DeviceMemory, memory.Handle, name);
        _device.Api.BindBufferMemory(_device.Handle, Handle, memory, 0).ThrowIfFailed($"Placing the buffer '{name}'");
        if (home != BufferHome.Device)
        {
            void* mapped = null;
            _device.Api.MapMemory(_device.Handle, memory, 0, Vk.WholeSize, 0, &mapped).ThrowIfFailed($"Mapping the buffer '{name}'");
            _mapped = mapped;
        }
    }

    private BufferView CreateView(string name, Format texels)
    {
        var info = new BufferViewCreateInfo
        {
            SType = StructureType.BufferViewCreateInfo,
            Buffer = Handle,
            Format = texels,
            Range = Vk.WholeSize,
        };
        BufferView view;
        _device.Api.CreateBufferView(_device.Handle, &info, null, &view).ThrowIfFailed($"Viewing the buffer '{name}' as {texels}");
        _device.LiveObjects.Add();
        _device.NameObject(ObjectType.BufferView, view.Handle, name);
        return view;
    }

    private void DestroyView(BufferView view)
    {
        if (view.Handle != 0)
        {
            _device.Api.DestroyBufferView(_device.Handle, view, null);
            _device.LiveObjects.Remove();
        }
    }
}
