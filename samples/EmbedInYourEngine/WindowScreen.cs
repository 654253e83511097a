using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmbedInYourEngine;

/// <summary>The window's swapchain. The SDK grades into its images and measures them, so they are made with the usages that it names.</summary>
internal sealed unsafe class WindowScreen : IEngineScreen
{
    private readonly Engine _engine;
    private readonly EngineWindow _window;
    private EngineImage[] _images = [];
    private Semaphore[] _drawn = [];
    private SwapchainKHR _swapchain;
    private bool _isStale;

    public WindowScreen(Engine engine, EngineWindow window)
    {
        (_engine, _window) = (engine, window);
        Rebuild();
    }

    public IReadOnlyList<EngineImage> Images => _images;

    public ImageLayout ShownLayout => ImageLayout.PresentSrcKhr;

    public bool IsLive => true;

    public bool IsClosed => _window.ShouldClose;

    public bool TryAcquire(EngineFrame frame, out int image)
    {
        _window.Poll();
        image = 0;
        if (_isStale)
        {
            return false;
        }

        uint index;
        Result result = _engine.Swapchains!.AcquireNextImage(_engine.Device, _swapchain, ulong.MaxValue, frame.Acquired, default, &index);
        if (result == Result.ErrorOutOfDateKhr)
        {
            return false;
        }

        // A suboptimal image can be shown; the next one is made to fit.
        _isStale = result == Result.SuboptimalKhr;
        EngineException.Check(_isStale ? Result.Success : result, "taking the window's next image");
        image = (int)index;
        return true;
    }

    public void Show(EngineFrame frame, int image)
    {
        Semaphore drawn = _drawn[image];
        frame.Submit(frame.Acquired, drawn);
        SwapchainKHR swapchain = _swapchain;
        uint index = (uint)image;
        var info = new PresentInfoKHR { SType = StructureType.PresentInfoKhr, WaitSemaphoreCount = 1, PWaitSemaphores = &drawn, SwapchainCount = 1, PSwapchains = &swapchain, PImageIndices = &index };
        Result result = _engine.Swapchains!.QueuePresent(_engine.Queue, &info);
        _isStale |= result is Result.ErrorOutOfDateKhr or Result.SuboptimalKhr;
        EngineException.Check(_isStale ? Result.Success : result, "showing a frame");
    }

    public void Rebuild()
    {
        _isStale = false;
        SurfaceCapabilitiesKHR able;
        Extent2D extent;
        while (true)
        {
            EngineException.Check(_engine.Surfaces!.GetPhysicalDeviceSurfaceCapabilities(_engine.PhysicalDevice, _engine.Surface, &able), "looking at the window");
            (uint width, uint height) = _window.Size;
            extent = able.CurrentExtent.Width != uint.MaxValue ? able.CurrentExtent : new Extent2D(width, height);
            if ((extent.Width > 0 && extent.Height > 0) || _window.ShouldClose)
            {
                break;
            }

            // Minimised: there is nothing to draw into.
            _window.Wait(0.1);
        }

        if ((able.SupportedUsageFlags & EngineImage.DrawnUsage) != EngineImage.DrawnUsage)
        {
            throw new EngineException($"making a swapchain: found images for {able.SupportedUsageFlags}, expected {EngineImage.DrawnUsage}; run with --headless");
        }

        if (_window.ShouldClose)
        {
            return;
        }

        SurfaceFormatKHR format = ChooseFormat();
        SwapchainKHR old = _swapchain;
        var info = new SwapchainCreateInfoKHR
        {
            SType = StructureType.SwapchainCreateInfoKhr,
            Surface = _engine.Surface,
            MinImageCount = able.MaxImageCount == 0 ? able.MinImageCount + 1 : Math.Min(able.MinImageCount + 1, able.MaxImageCount),
            ImageFormat = format.Format,
            ImageColorSpace = format.ColorSpace,
            ImageExtent = extent,
            ImageArrayLayers = 1,
            ImageUsage = EngineImage.DrawnUsage,
            ImageSharingMode = SharingMode.Exclusive,
            PreTransform = able.CurrentTransform,
            CompositeAlpha = (able.SupportedCompositeAlpha & CompositeAlphaFlagsKHR.OpaqueBitKhr) != 0 ? CompositeAlphaFlagsKHR.OpaqueBitKhr : CompositeAlphaFlagsKHR.InheritBitKhr,
            PresentMode = PresentModeKHR.FifoKhr,
            Clipped = true,
            OldSwapchain = old,
        };
        SwapchainKHR swapchain;
        Result result = _engine.Swapchains!.CreateSwapchain(_engine.Device, &info, null, &swapchain);
        DisposeImages();
        EngineException.Check(result, "making a swapchain");
        _swapchain = swapchain;
        TakeImages(extent, format.Format);
    }

    public void Dispose() => DisposeImages();

    private void TakeImages(Extent2D extent, Format format)
    {
        uint count = 0;
        EngineException.Check(_engine.Swapchains!.GetSwapchainImages(_engine.Device, _swapchain, &count, null), "making a swapchain");
        var handles = new Image[count];
        fixed (Image* first = handles)
        {
            EngineException.Check(_engine.Swapchains.GetSwapchainImages(_engine.Device, _swapchain, &count, first), "making a swapchain");
        }

        _images = [.. handles.Select(handle => EngineImage.Wrap(_engine, handle, extent.Width, extent.Height, format, EngineImage.DrawnUsage))];
        _drawn = [.. handles.Select(_ => _engine.CreateSemaphore())];
    }

    private void DisposeImages()
    {
        foreach (EngineImage image in _images)
        {
            image.Dispose();
        }

        foreach (Semaphore semaphore in _drawn)
        {
            _engine.Api.DestroySemaphore(_engine.Device, semaphore, null);
        }

        (_images, _drawn) = ([], []);
        if (_swapchain.Handle != 0)
        {
            _engine.Swapchains!.DestroySwapchain(_engine.Device, _swapchain, null);
            _swapchain = default;
        }
    }

    private SurfaceFormatKHR ChooseFormat()
    {
        uint count = 0;
        EngineException.Check(_engine.Surfaces!.GetPhysicalDeviceSurfaceFormats(_engine.PhysicalDevice, _engine.Surface, &count, null), "looking at the window's formats");
        var formats = new SurfaceFormatKHR[count];
        fixed (SurfaceFormatKHR* first = formats)
        {
            EngineException.Check(_engine.Surfaces.GetPhysicalDeviceSurfaceFormats(_engine.PhysicalDevice, _engine.Surface, &count, first), "looking at the window's formats");
        }

        foreach (SurfaceFormatKHR format in formats)
        {
            if (format.Format is Format.B8G8R8A8Unorm or Format.R8G8B8A8Unorm && format.ColorSpace == ColorSpaceKHR.SpaceSrgbNonlinearKhr)
            {
                return format;
            }
        }

        throw new EngineException($"making a swapchain: found {string.Join(", ", formats.Select(format => format.Format))}, expected B8G8R8A8_UNORM or R8G8B8A8_UNORM; run with --headless");
    }
}
