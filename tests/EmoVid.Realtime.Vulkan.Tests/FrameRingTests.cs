using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>Frames in flight and deferred destruction, with a gate that holds the queue until the test opens it.</summary>
public sealed unsafe class FrameRingTests : SoftwareDeviceTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Many_frames_pass_through_in_order(int framesInFlight)
    {
        using var ring = new FrameRing(Device, "test", framesInFlight);
        using var buffer = new GpuBuffer(Device, "counter", BufferHome.Readback, 4 * 200, BufferUsageFlags.TransferDstBit);
        for (uint i = 0; i < 200; i++)
        {
            FrameContext frame = ring.Begin();
            Assert.Equal((int)i % framesInFlight, frame.Index);
            Device.Api.CmdFillBuffer(frame.Commands, buffer.Handle, 4 * i, 4, i * 3);
            Device.RecordBarrier(frame.Commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
            Assert.Equal(i + 1, ring.Submit(frame));
        }

        ring.Wait(200);
        Assert.True(ring.IsDone(200));
        Assert.False(ring.IsDone(201));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (uint)i * 3), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(buffer.Bytes).ToArray());
    }

    [Fact]
    public void A_retired_resource_lives_until_its_frame_is_done_and_not_longer()
    {
        using var gate = new QueueGate(Device);
        using var ring = new FrameRing(Device, "test", 3);
        gate.Close();
        var resource = new Probe();
        FrameContext frame = ring.Begin();
        ring.Retire(resource);
        ulong value = ring.Submit(frame);

        // Frames that do not need the place go on being recorded while the first is on the device.
        ring.Submit(ring.Begin());
        ring.Submit(ring.Begin());
        Assert.False(ring.IsDone(value));
        Assert.Equal(0, resource.Disposals);
        Assert.Equal(1, ring.RetiredCount);

        gate.Open();
        ring.Wait(value);
        Assert.Equal(0, resource.Disposals);
        ring.Submit(ring.Begin());
        Assert.Equal(1, resource.Disposals);
        Assert.Equal(0, ring.RetiredCount);
    }

    [Fact]
    public void Disposing_a_ring_waits_and_frees_what_is_retired()
    {
        var ring = new FrameRing(Device, "test", 2);
        var buffer = new GpuBuffer(Device, "work", BufferHome.Device, 1 << 24, BufferUsageFlags.TransferDstBit);
        FrameContext frame = ring.Begin();
        for (uint i = 0; i < 50; i++)
        {
            Device.Api.CmdFillBuffer(frame.Commands, buffer.Handle, 0, 1 << 24, i);
            Device.RecordBarrier(frame.Commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);
        }

        ring.Submit(frame);
        ring.Retire(buffer);
        int live = Device.LiveObjectCount;

        // The validation layer reports a buffer or a command pool that is destroyed while the device uses it.
        ring.Dispose();
        Assert.True(Device.LiveObjectCount < live);
        Assert.Throws<ObjectDisposedException>(() => ring.Begin());
    }

    private sealed class Probe : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
