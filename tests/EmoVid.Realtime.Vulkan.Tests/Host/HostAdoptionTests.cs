using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>Taking over a host's device and giving it back as it was.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class HostAdoptionTests
{
    private static readonly VulkanDeviceOptions NoCache = new() { PipelineCacheFolder = "" };

    private static nint s_loadersGetInstanceProcAddr;
    private static int s_asked;
    private static bool s_refuse;

    [Fact]
    public void The_sdk_works_on_the_hosts_device_and_leaves_it_alive()
    {
        using var engine = new HostEngine();
        for (int i = 0; i < 3; i++)
        {
            VulkanDevice device = VulkanDevice.Adopt(engine.Handles, NoCache);
            Assert.True(device.IsHostOwned);
            Assert.True(device.IsSoftware);
            RgbaImage still = TestImages.Noise(40, 30, AlphaMode.Straight, i);
            var own = new RgbaImage(64, 64, AlphaMode.Premultiplied);
            var twin = new RgbaImage(64, 64, AlphaMode.Premultiplied);
            using (var cpu = new CpuStickerCompositor())
            {
                cpu.SetStill(still.View, new StickerPlacement(60, 2, 2));
                cpu.Compose(new MotionFields(4, 4), twin.Target);
            }

            // Left to the device to dispose, as a host that shuts down in a hurry does.
            var compositor = new VulkanStickerCompositor(device);
            compositor.SetStill(still.View, new StickerPlacement(60, 2, 2));
            compositor.Compose(new MotionFields(4, 4), own.Target);
            FrameAssert.Close(twin, own, 2);
            device.Dispose();
            device.Dispose();
            Assert.Equal(0, device.LiveObjectCount);

            // The engine goes on rendering.
            engine.EndFrame(engine.BeginFrame(out _));
        }
    }

    [Fact]
    public unsafe void The_hosts_own_loader_is_asked_for_every_entry_point()
    {
        nint library = NativeLibrary.Load("libvulkan.so.1");
        s_loadersGetInstanceProcAddr = NativeLibrary.GetExport(library, "vkGetInstanceProcAddr");
        s_asked = 0;
        nint own = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nint>)&GetInstanceProcAddr;
        using var engine = new HostEngine();
        VulkanHostDevice host = engine.Handles with { GetInstanceProcAddr = own };
        Assert.Null(VulkanRequirements.FindProblem(host.Instance, host.PhysicalDevice, host.QueueFamilyIndex, own));
        Assert.True(s_asked > 0);
        s_asked = 0;
        using (VulkanDevice device = VulkanDevice.Adopt(host, NoCache))
        {
            Assert.True(s_asked > 0);
            using var compositor = new VulkanStickerCompositor(device);
            compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(4, 0, 0));
            compositor.Compose(new MotionFields(4, 4), new RgbaImage(8, 8, AlphaMode.Premultiplied).Target);
        }

        s_refuse = true;
        try
        {
            VulkanException e = Assert.Throws<VulkanException>(() => VulkanDevice.Adopt(host, NoCache));
            Assert.Contains("vkGetInstanceProcAddr has no ", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            s_refuse = false;
        }
    }

    [Fact]
    public void A_host_that_lost_its_device_gets_one_clear_error_and_can_still_dispose()
    {
        using var engine = new HostEngine();
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles, NoCache);
        using var compositor = new VulkanStickerCompositor(device);
        compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(4, 0, 0));
        var frame = new RgbaImage(8, 8, AlphaMode.Premultiplied);
        compositor.Compose(new MotionFields(4, 4), frame.Target);
        device.ReportLost();
        VulkanException e = Assert.Throws<VulkanException>(() => compositor.Compose(new MotionFields(4, 4), frame.Target));
        Assert.True(e.IsDeviceLost);
        Assert.DoesNotContain('\n', e.Message);
        Assert.True(Assert.Throws<VulkanException>(() => new VulkanStickerCompositor(device)).IsDeviceLost);
        device.Dispose();
        Assert.Equal(0, device.LiveObjectCount);
    }

    [Fact]
    public void Without_a_queue_what_submits_is_refused_in_words()
    {
        using var engine = new HostEngine();
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles with { Queue = 0 }, NoCache);
        using var compositor = new VulkanStickerCompositor(device);
        compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(4, 0, 0));
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() =>
            compositor.Compose(new MotionFields(4, 4), new RgbaImage(8, 8, AlphaMode.Premultiplied).Target));
        Assert.Contains("VulkanHostDevice.Queue", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_forgot_the_feature_is_told_its_name()
    {
        using var engine = new HostEngine(new EngineOptions { TimelineSemaphore = false });
        AssertRefused(engine.Handles, "missing the feature timelineSemaphore");
    }

    [Fact]
    public void A_host_on_an_older_vulkan_is_told_the_version()
    {
        using var engine = new HostEngine(new EngineOptions { ApiVersion = Vk.Version11, TimelineSemaphore = false });
        AssertRefused(engine.Handles, "Vulkan 1.2 in VkApplicationInfo::apiVersion (it says 1.1.0), the feature timelineSemaphore");
    }

    [Fact]
    public void A_wrong_queue_family_is_named()
    {
        using var engine = new HostEngine();
        AssertRefused(engine.Handles with { QueueFamilyIndex = 7 }, "no queue family 7");
        Assert.Contains("no queue family 7", VulkanRequirements.FindProblem(engine.Instance.Handle, engine.PhysicalDevice.Handle, 7), StringComparison.Ordinal);
        Assert.Null(VulkanRequirements.FindProblem(engine.Instance.Handle, engine.PhysicalDevice.Handle, engine.QueueFamily));
    }

    [Fact]
    public void A_queue_family_that_does_not_compute_is_named()
    {
        // The software device has one family, so the machine is imagined.
        QueueFamilyProperties[] families =
        [
            new() { QueueFlags = QueueFlags.GraphicsBit | QueueFlags.ComputeBit | QueueFlags.TransferBit, QueueCount = 16 },
            new() { QueueFlags = QueueFlags.TransferBit | QueueFlags.SparseBindingBit, QueueCount = 2 },
            new() { QueueFlags = QueueFlags.ComputeBit, QueueCount = 8 },
        ];
        Assert.Null(HostDeviceCheck.FindQueueProblem(families, 0));
        Assert.Equal("queue family 1 does not compute", HostDeviceCheck.FindQueueProblem(families, 1));
        Assert.Null(HostDeviceCheck.FindQueueProblem(families, 2));
        Assert.Equal("no queue family 3 (3 families, counted from 0)", HostDeviceCheck.FindQueueProblem(families, 3));
    }

    [Fact]
    public void All_that_is_missing_is_named_at_once()
    {
        // The SDK needs no extension today; the rule must hold on the day that it does.
        var host = new VulkanHostDevice
        {
            Instance = 1,
            PhysicalDevice = 1,
            Device = 1,
            QueueFamilyIndex = 0,
            ApiVersion = Vk.Version13,
            EnabledDeviceExtensions = ["VK_A"],
            EnabledFeatures = ["b"],
        };
        Assert.Equal(["the instance extension VK_I", "the device extension VK_B", "the feature a"],
            HostDeviceCheck.FindMissing(host, ["VK_I"], ["VK_A", "VK_B"], ["a", "b"]));
        Assert.Empty(HostDeviceCheck.FindMissing(host, [], ["VK_A"], ["b"]));
    }

    [Fact]
    public void What_is_required_is_what_the_sdks_own_device_is_made_of()
    {
        Assert.Equal(Vk.Version12.Value, VulkanRequirements.ApiVersion);
        Assert.Empty(VulkanRequirements.InstanceExtensions);
        Assert.Empty(VulkanRequirements.DeviceExtensions);
        Assert.Equal(["timelineSemaphore"], VulkanRequirements.Features);

        // A host that enables exactly that, and nothing more, is served: the layer reports any use of more.
        using var engine = new HostEngine(new EngineOptions { ApiVersion = VulkanRequirements.ApiVersion, DebugUtils = false });
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles, NoCache);
        using var meter = new VulkanAttributeMeter(device, new AttributeMeterOptions { Set = AttributeSet.All });
        Assert.Equal($"vulkan: {device.Name} (software)", meter.Device);
        using var image = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Unorm, 20, 10);
        image.Load(TestImages.Noise(20, 10, AlphaMode.Opaque, 1).Pixels, ImageLayout.General);
        using VulkanImageSource source = device.OpenImage(image.Description);
        engine.RunNow(commands => Assert.True(meter.TryRecord(commands.Handle, source, new VulkanImageUse { EntryLayout = VulkanHostLayout.General }, 0)));
        meter.HostFrameCompleted(0);
        var sums = new AttributeSums();
        Assert.True(meter.TryRead(sums, out _));
        Assert.Equal(200, sums.PixelCount);
        using var compositor = new VulkanStickerCompositor(device);
        compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(4, 0, 0));
        compositor.Compose(new MotionFields(4, 4), new RgbaImage(8, 8, AlphaMode.Premultiplied).Target);
    }

    [Fact]
    public void Handles_that_are_no_handles_are_refused()
    {
        using var engine = new HostEngine();
        VulkanHostDevice good = engine.Handles;
        Assert.Throws<ArgumentException>("Instance", () => VulkanDevice.Adopt(good with { Instance = 0 }));
        Assert.Throws<ArgumentException>("PhysicalDevice", () => VulkanDevice.Adopt(good with { PhysicalDevice = 0 }));
        Assert.Throws<ArgumentException>("Device", () => VulkanDevice.Adopt(good with { Device = 0 }));
        Assert.Throws<ArgumentException>("options", () => VulkanDevice.Adopt(good, new VulkanDeviceOptions { Validation = true }));
        Assert.Throws<ArgumentException>("options", () => VulkanDevice.Adopt(good, new VulkanDeviceOptions { Choice = DeviceChoice.Gpu }));
        Assert.Throws<ArgumentException>("instance", () => VulkanRequirements.FindProblem(0, 1, 0));
        AssertRefused(good with { PhysicalDevice = 0x1234 }, "none of the instance's");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe nint GetInstanceProcAddr(nint instance, byte* name)
    {
        s_asked++;
        return s_refuse ? 0 : ((delegate* unmanaged<nint, byte*, nint>)s_loadersGetInstanceProcAddr)(instance, name);
    }

    private static void AssertRefused(VulkanHostDevice host, string because)
    {
        VulkanException e = Assert.Throws<VulkanException>(() => VulkanDevice.Adopt(host, NoCache));
        Assert.Contains(because, e.Message, StringComparison.Ordinal);
        Assert.Contains("expected", e.Message, StringComparison.Ordinal);
        Assert.Contains("VulkanRequirements", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
