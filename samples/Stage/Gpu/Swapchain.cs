using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The images that the window shows in turn. Made anew when the window's size changes or the surface says that they no longer fit.</summary>
internal sealed unsafe class Swapchain : IDisposable
{
    private readonly Gpu _gpu;
    private readonly SwapchainKHR _handle;
    private readonly Image[] _images;
    private readonly ImageView[] _views;
    private readonly Semaphore[] _drawn;

    private Swapchain(Gpu gpu, SwapchainKHR handle, Extent2D extent, Format format)
    {
        _gpu = gpu;
        _handle = handle;
        (Extent, Format) = (extent, format);
        gpu.LiveObjects++;
        uint count = 0;
        gpu.Check(gpu.Swapchains!.GetSwapchainImages(gpu.Device, handle, &count, null), "making a swapchain");
        _images = new Image[count];
        fixed (Image* first = _images)
        {
            gpu.Check(gpu.Swapchains.GetSwapchainImages(gpu.Device, handle, &count, first), "making a swapchain");
        }

        _views = [.. _images.Select(image => GpuImage.CreateView(gpu, image, format))];
        _drawn = new Semaphore[count];
        var info = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo };
        for (int i = 0; i < count; i++)
        {
            Semaphore semaphore;
            gpu.Check(gpu.Api.CreateSemaphore(gpu.Device, &info, null, &semaphore), "making a semaphore");
            gpu.LiveObjects++;
            _drawn[i] = semaphore;
        }
    }

    public Extent2D Extent { get; }

    public Format Format { get; }

    /// <summary>Makes images for the surface as it is now.</summary>
    /// <param name="gpu">The device, which does not use <paramref name="old"/> any more.</param>
    /// <param name="width">The window's width in pixels, for surfaces that leave the size to the application.</param>
    /// <param name="height">The window's height in pixels.</param>
    /// <param name="old">What it replaces; disposed.</param>
    /// <param name="vsync">Whether to show images at the display's pace.</param>
    /// <returns>Null while the window has no area, as a minimised one.</returns>
    /// <exception cref="SurfaceLostException">The surface is gone.</exception>
    public static Swapchain? Create(Gpu gpu, int width, int height, Swapchain? old, bool vsync)
    {
        SurfaceCapabilitiesKHR capabilities;
        Check(gpu, gpu.Surfaces.GetPhysicalDeviceSurfaceCapabilities(gpu.PhysicalDevice, gpu.Surface, &capabilities), "looking at the window");
        Extent2D extent = capabilities.CurrentExtent.Width != uint.MaxValue ? capabilities.CurrentExtent : new Extent2D(
            Math.Clamp((uint)width, capabilities.MinImageExtent.Width, capabilities.MaxImageExtent.Width),
            Math.Clamp((uint)height, capabilities.MinImageExtent.Height, capabilities.MaxImageExtent.Height));
        if (extent.Width == 0 || extent.Height == 0)
        {
            return null;
        }

        SurfaceFormatKHR format = ChooseFormat(gpu);
        uint wanted = capabilities.MinImageCount + 1;
        var info = new SwapchainCreateInfoKHR
        {
            SType = StructureType.SwapchainCreateInfoKhr,
            Surface = gpu.Surface,
            MinImageCount = capabilities.MaxImageCount == 0 ? wanted : Math.Min(wanted, capabilities.MaxImageCount),
            ImageFormat = format.Format,
            ImageColorSpace = format.ColorSpace,
            ImageExtent = extent,
            ImageArrayLayers = 1,
            ImageUsage = ImageUsageFlags.ColorAttachmentBit | ImageUsageFlags.TransferDstBit,
            ImageSharingMode = SharingMode.Exclusive,
            PreTransform = capabilities.CurrentTransform,
            CompositeAlpha = (capabilities.SupportedCompositeAlpha & CompositeAlphaFlagsKHR.OpaqueBitKhr) != 0 ? CompositeAlphaFlagsKHR.OpaqueBitKhr : CompositeAlphaFlagsKHR.InheritBitKhr,
            PresentMode = ChooseMode(gpu, vsync),
            Clipped = true,
            OldSwapchain = old?._handle ?? default,
        };
        SwapchainKHR handle;
        Result result = gpu.Swapchains!.CreateSwapchain(gpu.Device, &info, null, &handle);
        old?.Dispose();
        Check(gpu, result, "making a swapchain");
        return new Swapchain(gpu, handle, extent, format.Format);
    }

    /// <summary>Takes the next image.</summary>
    /// <returns>False when the images no longer fit the window.</returns>
    /// <exception cref="SurfaceLostException">The surface is gone.</exception>
    public bool TryAcquire(Semaphore signal, out uint index)
    {
        uint taken;
        Result result = _gpu.Calls.Acquire(_handle, ulong.MaxValue, signal, &taken);
        index = taken;
        if (result == Result.ErrorOutOfDateKhr)
        {
            return false;
        }

        Check(_gpu, result, "taking the window's next image");
        return true;
    }

    public Image ImageAt(uint index) => _images[index];

    public ImageView ViewAt(uint index) => _views[index];

    /// <summary>Signalled when the image may be shown.</summary>
    public Semaphore DrawnAt(uint index) => _drawn[index];

    /// <summary>Shows an image.</summary>
    /// <returns>False when the images no longer fit the window.</returns>
    /// <exception cref="SurfaceLostException">The surface is gone.</exception>
    public bool Present(uint index)
    {
        Semaphore drawn = _drawn[index];
        SwapchainKHR handle = _handle;
        var info = new PresentInfoKHR
        {
            SType = StructureType.PresentInfoKhr,
            WaitSemaphoreCount = 1,
            PWaitSemaphores = &drawn,
            SwapchainCount = 1,
            PSwapchains = &handle,
            PImageIndices = &index,
        };
        Result result;
        lock (_gpu.QueueLock)
        {
            result = _gpu.Calls.Present(_gpu.Queue, &info);
        }

        if (result is Result.ErrorOutOfDateKhr or Result.SuboptimalKhr)
        {
            return false;
        }

        Check(_gpu, result, "showing a frame");
        return true;
    }

    public void Dispose()
    {
        foreach (Semaphore semaphore in _drawn)
        {
            _gpu.Api.DestroySemaphore(_gpu.Device, semaphore, null);
        }

        foreach (ImageView view in _views)
        {
            _gpu.Api.DestroyImageView(_gpu.Device, view, null);
        }

        _gpu.Swapchains!.DestroySwapchain(_gpu.Device, _handle, null);
        _gpu.LiveObjects -= _drawn.Length + _views.Length + 1;
    }

    private static void Check(Gpu gpu, Result result, string doing)
    {
        if (result == Result.ErrorSurfaceLostKhr)
        {
            throw new SurfaceLostException(doing);
        }

        gpu.Check(result, doing);
    }

    // Eight bits of sRGB codes, written as they are: the stage blends codes, as stickers are drawn.
    private static SurfaceFormatKHR ChooseFormat(Gpu gpu)
    {
        uint count = 0;
        Check(gpu, gpu.Surfaces.GetPhysicalDeviceSurfaceFormats(gpu.PhysicalDevice, gpu.Surface, &count, null), "looking at the window's formats");
        var formats = new SurfaceFormatKHR[count];
        fixed (SurfaceFormatKHR* first = formats)
        {
            Check(gpu, gpu.Surfaces.GetPhysicalDeviceSurfaceFormats(gpu.PhysicalDevice, gpu.Surface, &count, first), "looking at the window's formats");
        }

        foreach (SurfaceFormatKHR format in formats)
        {
            if (format.Format is Format.B8G8R8A8Unorm or Format.R8G8B8A8Unorm && format.ColorSpace == ColorSpaceKHR.SpaceSrgbNonlinearKhr)
            {
                return format;
            }
        }

        throw new EmoVidException($"making a swapchain: the window's formats are {string.Join(", ", formats.Select(format => format.Format))}, expected B8G8R8A8_UNORM or R8G8B8A8_UNORM; choose another --device");
    }

    private static PresentModeKHR ChooseMode(Gpu gpu, bool vsync)
    {
        uint count = 0;
        Check(gpu, gpu.Surfaces.GetPhysicalDeviceSurfacePresentModes(gpu.PhysicalDevice, gpu.Surface, &count, null), "looking at the window's modes");
        var modes = new PresentModeKHR[count];
        fixed (PresentModeKHR* first = modes)
        {
            Check(gpu, gpu.Surfaces.GetPhysicalDeviceSurfacePresentModes(gpu.PhysicalDevice, gpu.Surface, &count, first), "looking at the window's modes");
        }

        // Every implementation has FIFO.
        return !vsync && modes.Contains(PresentModeKHR.ImmediateKhr) ? PresentModeKHR.ImmediateKhr : PresentModeKHR.FifoKhr;
    }
}
