using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The picture that the scene is drawn into, and the same picture as the SDK's meter reads it.</summary>
internal sealed class StageTarget : IDisposable
{
    public StageTarget(Gpu gpu, int width, int height)
    {
        Image = new GpuImage(gpu, width, height, Format.R8G8B8A8Unorm,
            ImageUsageFlags.ColorAttachmentBit | ImageUsageFlags.SampledBit | ImageUsageFlags.TransferSrcBit);
        Source = gpu.Sdk.OpenImage(Image.Description);
    }

    public GpuImage Image { get; }

    public VulkanImageSource Source { get; }

    public void Dispose()
    {
        Source.Dispose();
        Image.Dispose();
    }
}
