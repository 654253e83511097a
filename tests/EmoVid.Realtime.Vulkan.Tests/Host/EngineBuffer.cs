using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>A mapped buffer of the tests' engine.</summary>
internal sealed unsafe class EngineBuffer : IDisposable
{
    private readonly HostEngine _engine;
    private readonly DeviceMemory _memory;
    private readonly void* _mapped;
    private readonly int _byteCount;

    public EngineBuffer(HostEngine engine, int byteCount)
    {
        _engine = engine;
        _byteCount = byteCount;
        var info = new BufferCreateInfo
        {
            SType = StructureType.BufferCreateInfo,
            Size = (ulong)byteCount,
            Usage = BufferUsageFlags.TransferSrcBit | BufferUsageFlags.TransferDstBit,
        };
        Buffer buffer;
        engine.Api.CreateBuffer(engine.Device, &info, null, &buffer).ThrowIfFailed("Making a buffer");
        Handle = buffer;
        MemoryRequirements requirements;
        engine.Api.GetBufferMemoryRequirements(engine.Device, buffer, &requirements);
        _memory = engine.Allocate(requirements, MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit);
        engine.Api.BindBufferMemory(engine.Device, buffer, _memory, 0).ThrowIfFailed("Placing a buffer");
        void* mapped = null;
        engine.Api.MapMemory(engine.Device, _memory, 0, Vk.WholeSize, 0, &mapped).ThrowIfFailed("Mapping a buffer");
        _mapped = mapped;
    }

    public Buffer Handle { get; }

    public Span<byte> Bytes => new(_mapped, _byteCount);

    public void Dispose()
    {
        _engine.Api.DestroyBuffer(_engine.Device, Handle, null);
        _engine.Api.FreeMemory(_engine.Device, _memory, null);
    }
}
