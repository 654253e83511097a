using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>A buffer in memory that the host sees, mapped while it lives.</summary>
internal sealed unsafe class GpuBuffer : IDisposable
{
    private readonly Gpu _gpu;
    private readonly DeviceMemory _memory;
    private readonly long _allocated;
    private readonly byte* _mapped;

    public GpuBuffer(Gpu gpu, int bytes, BufferUsageFlags usage)
    {
        _gpu = gpu;
        Length = bytes;
        var info = new BufferCreateInfo { SType = StructureType.BufferCreateInfo, Size = (ulong)bytes, Usage = usage, SharingMode = SharingMode.Exclusive };
        Buffer buffer;
        gpu.Check(gpu.Api.CreateBuffer(gpu.Device, &info, null, &buffer), "making a buffer");
        Handle = buffer;
        gpu.LiveObjects++;
        MemoryRequirements requirements;
        gpu.Api.GetBufferMemoryRequirements(gpu.Device, buffer, &requirements);
        _allocated = (long)requirements.Size;
        _memory = gpu.Allocate(requirements, MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit);
        gpu.Check(gpu.Api.BindBufferMemory(gpu.Device, buffer, _memory, 0), "placing a buffer");
        void* mapped;
        gpu.Check(gpu.Api.MapMemory(gpu.Device, _memory, 0, Vk.WholeSize, 0, &mapped), "mapping a buffer");
        _mapped = (byte*)mapped;
    }

    public Buffer Handle { get; }

    public int Length { get; }

    public Span<byte> Bytes => new(_mapped, Length);

    public void Dispose()
    {
        _gpu.Api.DestroyBuffer(_gpu.Device, Handle, null);
        _gpu.LiveObjects--;
        _gpu.Free(_memory, _allocated);
    }
}
