using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>What is accepted as a host's image, and what is said of the rest.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class HostImageTests
{
    private static readonly VulkanDeviceOptions NoCache = new() { PipelineCacheFolder = "" };

    private static nint s_loadersGetInstanceProcAddr;

    // The registry's numbers, as the binding has them.
    [Theory]
    [InlineData(VulkanHostFormat.R8G8B8A8Unorm, (int)Format.R8G8B8A8Unorm)]
    [InlineData(VulkanHostFormat.R8G8B8A8Srgb, (int)Format.R8G8B8A8Srgb)]
    [InlineData(VulkanHostFormat.B8G8R8A8Unorm, (int)Format.B8G8R8A8Unorm)]
    [InlineData(VulkanHostFormat.B8G8R8A8Srgb, (int)Format.B8G8R8A8Srgb)]
    [InlineData(VulkanHostFormat.A2B10G10R10Unorm, (int)Format.A2B10G10R10UnormPack32)]
    [InlineData(VulkanHostFormat.R16G16B16A16Sfloat, (int)Format.R16G16B16A16Sfloat)]
    public void Formats_have_vulkans_numbers_and_open(VulkanHostFormat format, int number)
    {
        Assert.Equal(number, (int)format);
        using var engine = new HostEngine();
        using var image = new EngineImage(engine, format, 5, 3);
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles, NoCache);
        int idle = device.LiveObjectCount;
        VulkanImageSource source = device.OpenImage(image.Description);
        Assert.Equal(idle + 1, device.LiveObjectCount);
        Assert.Equal(image.Description, source.Description);
        source.Dispose();
        source.Dispose();
        Assert.Equal(idle, device.LiveObjectCount);

        // Left to the device.
        device.OpenImage(image.Description);
    }

    [Theory]
    [InlineData(VulkanHostLayout.General, (int)ImageLayout.General)]
    [InlineData(VulkanHostLayout.ColorAttachment, (int)ImageLayout.ColorAttachmentOptimal)]
    [InlineData(VulkanHostLayout.ShaderReadOnly, (int)ImageLayout.ShaderReadOnlyOptimal)]
    [InlineData(VulkanHostLayout.TransferSource, (int)ImageLayout.TransferSrcOptimal)]
    [InlineData(VulkanHostLayout.TransferDestination, (int)ImageLayout.TransferDstOptimal)]
    [InlineData(VulkanHostLayout.ReadOnly, (int)ImageLayout.ReadOnlyOptimal)]
    [InlineData(VulkanHostLayout.Attachment, (int)ImageLayout.AttachmentOptimal)]
    public void Layouts_have_vulkans_numbers(VulkanHostLayout layout, int number) => Assert.Equal(number, (int)layout);

    [Fact]
    public void An_srgb_image_that_may_be_stored_to_through_its_twin_opens()
    {
        // As engines make them: storage through the UNORM view, sampling through both.
        using var engine = new HostEngine();
        using var image = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Srgb, 5, 3,
            ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.ColorAttachmentBit, mutable: true);
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles, NoCache);
        using VulkanImageSource source = device.OpenImage(image.Description);
        Assert.False(source.IsDecoded);
        using VulkanImageSource plain = device.OpenImage(image.Description with { IsMutableFormat = false });
        Assert.True(plain.IsDecoded);
    }

    [Fact]
    public void An_image_that_cannot_be_sampled_is_refused_with_the_bits_name()
    {
        using var engine = new HostEngine();
        using var image = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Unorm, 5, 3, ImageUsageFlags.TransferDstBit | ImageUsageFlags.ColorAttachmentBit);
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles, NoCache);
        int idle = device.LiveObjectCount;
        VulkanException e = Assert.Throws<VulkanException>(() => device.OpenImage(image.Description));
        Assert.Contains("VK_IMAGE_USAGE_SAMPLED_BIT", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Equal(idle, device.LiveObjectCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(126)]
    public void Another_format_is_refused_with_the_list_of_those_that_serve(int format)
    {
        using var engine = new HostEngine();
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles, NoCache);
        VulkanException e = Assert.Throws<VulkanException>(() => device.OpenImage(Imagined with { Format = (VulkanHostFormat)format }));
        Assert.Contains($"VkFormat {format}, expected one of R8G8B8A8Unorm, ", e.Message, StringComparison.Ordinal);
        Assert.Contains("R16G16B16A16Sfloat", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void A_device_that_cannot_use_the_format_is_named_with_it()
    {
        // The software device can do all formats, so a loader stands between that says it can do none.
        s_loadersGetInstanceProcAddr = NativeLibrary.GetExport(NativeLibrary.Load("libvulkan.so.1"), "vkGetInstanceProcAddr");
        using var engine = new HostEngine();
        using var image = new EngineImage(engine, VulkanHostFormat.R16G16B16A16Sfloat, 5, 3);
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles with { GetInstanceProcAddr = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nint>)&GetInstanceProcAddr }, NoCache);
        int idle = device.LiveObjectCount;
        VulkanException source = Assert.Throws<VulkanException>(() => device.OpenImage(image.Description));
        Assert.Equal($"Opening a host's image: {device.Name} cannot sample images of R16G16B16A16Sfloat, expected that it can; use another format.", source.Message);
        VulkanException target = Assert.Throws<VulkanException>(() => device.OpenTarget(image.Description with { Usage = (uint)(ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit) }));
        Assert.Contains($"{device.Name} cannot ", target.Message, StringComparison.Ordinal);
        Assert.Contains("R16G16B16A16Sfloat", target.Message, StringComparison.Ordinal);
        Assert.Equal(idle, device.LiveObjectCount);
    }

    [Fact]
    public void Wrong_descriptions_are_refused()
    {
        using var engine = new HostEngine();
        VulkanDevice device = VulkanDevice.Adopt(engine.Handles, NoCache);
        Assert.Throws<ArgumentException>("image", () => device.OpenImage(Imagined with { Image = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.OpenImage(Imagined with { Width = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.OpenImage(Imagined with { Height = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.OpenImage(Imagined with { MipLevel = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.OpenImage(Imagined with { ArrayLayer = -1 }));
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.OpenImage(Imagined));
        using VulkanDevice own = SoftwareDeviceTest.Create(framesInFlight: 1);
        Assert.False(own.IsHostOwned);
        Assert.Throws<InvalidOperationException>(() => own.OpenImage(Imagined));
    }

    [Fact]
    public void A_use_must_fit_its_image()
    {
        VulkanHostImage image = Imagined with { Width = 10, Height = 6 };
        var use = new VulkanImageUse { EntryLayout = VulkanHostLayout.General };
        Assert.Equal(new PixelRectangle(0, 0, 10, 6), HostImageBarriers.Check(use, image));
        Assert.Equal(new PixelRectangle(3, 2, 7, 4), HostImageBarriers.Check(use with { X = 3, Y = 2 }, image));
        Assert.Equal(new PixelRectangle(3, 2, 1, 1), HostImageBarriers.Check(use with { X = 3, Y = 2, Width = 1, Height = 1 }, image));
        VulkanImageUse[] wrong =
        [
            use with { X = -1 }, use with { Y = -1, Height = 2 }, use with { X = 10 }, use with { Y = 6 }, use with { X = 1, Width = 10 },
            use with { Y = 1, Height = 6 }, use with { Width = int.MaxValue }, use with { X = int.MaxValue, Width = 2 }, use with { Width = -1 },
            use with { EntryLayout = VulkanHostLayout.Undefined }, use with { EntryLayout = (VulkanHostLayout)3 },
            use with { ExitLayout = (VulkanHostLayout)3 }, use with { AlphaMode = (AlphaMode)9 },
            use with { Encoding = (ColorEncoding)9 },
        ];
        Assert.Equal(new PixelRectangle(0, 0, 10, 6), HostImageBarriers.Check(use with { Encoding = ColorEncoding.Linear }, image));
        VulkanHostImage srgb = image with { Format = VulkanHostFormat.B8G8R8A8Srgb };
        Assert.Equal(new PixelRectangle(0, 0, 10, 6), HostImageBarriers.Check(use with { Encoding = ColorEncoding.Srgb }, srgb));
        Assert.Throws<ArgumentOutOfRangeException>("use", () => HostImageBarriers.Check(use with { Encoding = ColorEncoding.Linear }, srgb));
        Assert.All(wrong, w => Assert.Throws<ArgumentOutOfRangeException>("use", () => HostImageBarriers.Check(w, image)));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe nint GetInstanceProcAddr(nint instance, byte* name) => Marshal.PtrToStringUTF8((nint)name) == "vkGetPhysicalDeviceFormatProperties"
        ? (nint)(delegate* unmanaged[Cdecl]<nint, int, FormatProperties*, void>)&NoFeatures
        : ((delegate* unmanaged<nint, byte*, nint>)s_loadersGetInstanceProcAddr)(instance, name);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void NoFeatures(nint device, int format, FormatProperties* properties) => *properties = default;

    private static VulkanHostImage Imagined => new()
    {
        Image = 1,
        Format = VulkanHostFormat.R8G8B8A8Unorm,
        Width = 4,
        Height = 4,
        Usage = (uint)ImageUsageFlags.SampledBit,
    };
}
