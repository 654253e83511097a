using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Copies what is written once and read often into the device's own memory.</summary>
internal static unsafe class DeviceUpload
{
    /// <summary>Copies a whole upload buffer; frames submitted to the same ring afterwards see the copy. Does not wait: the
    /// ring takes the upload buffer over and frees it when the copy is done.</summary>
    public static void Submit(VulkanDevice device, FrameRing ring, GpuBuffer upload, GpuBuffer destination)
    {
        FrameContext frame;
        try
        {
            frame = ring.Begin();
        }
        catch
        {
            upload.Dispose();
            throw;
        }

        ring.Retire(upload);
        var region = new BufferCopy { Size = upload.ByteCount };
        device.Api.CmdCopyBuffer(frame.Commands, upload.Handle, destination.Handle, 1, &region);
        device.RecordBarrier(frame.Commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);
        ring.Submit(frame);
    }

    /// <summary>Creates a table of 32-bit words that shaders read as texels.</summary>
    public static GpuBuffer CreateTable(VulkanDevice device, FrameRing ring, string name, ReadOnlySpan<byte> words)
    {
        var table = new GpuBuffer(device, name, BufferHome.Device, (ulong)words.Length,
            BufferUsageFlags.UniformTexelBufferBit | BufferUsageFlags.TransferDstBit, Format.R32Uint);
        try
        {
            var upload = new GpuBuffer(device, $"{name}: upload", BufferHome.Upload, (ulong)words.Length, BufferUsageFlags.TransferSrcBit);
            words.CopyTo(upload.Bytes);
            Submit(device, ring, upload, table);
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }
}
