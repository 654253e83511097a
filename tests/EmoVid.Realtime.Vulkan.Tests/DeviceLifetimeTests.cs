using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>What is made is freed, what is misused says so.</summary>
public sealed class DeviceLifetimeTests : SoftwareDeviceTest
{
    [Fact]
    public void A_software_device_says_what_it_is()
    {
        Assert.True(Device.IsSoftware);
        Assert.Null(Device.Warning);
        Assert.NotEmpty(Device.Name);
        Assert.True(Device.Info.SubgroupSize >= 1);
        using var meter = new VulkanAttributeMeter(Device);
        Assert.Equal($"vulkan: {Device.Name} (software)", meter.Device);
        Assert.Contains(VulkanDevice.Enumerate(), d => d == Device.Info);
    }

    [Fact]
    public void Auto_takes_hardware_or_warns()
    {
        using VulkanDevice device = VulkanDevice.Create(new VulkanDeviceOptions { PipelineCacheFolder = "" });
        Assert.Equal(device.IsSoftware, device.Warning is not null);
        Assert.Equal(!device.IsSoftware, VulkanDevice.Enumerate().Any(d => d is { IsUsable: true, IsSoftware: false }));
    }

    [Fact]
    public void Passes_free_their_objects()
    {
        int idle = Device.LiveObjectCount;
        for (int i = 0; i < 3; i++)
        {
            using (var meter = new VulkanAttributeMeter(Device))
            using (var compositor = new VulkanStickerCompositor(Device))
            {
                meter.Measure(TestImages.Noise(30 + i, 20, AlphaMode.Opaque, i).View);
                meter.Measure(TestImages.Noise(300, 200, AlphaMode.Straight, i).View);
                compositor.SetStill(TestImages.Noise(30, 20, AlphaMode.Opaque, i).View, new StickerPlacement(40, 5, 10));
                compositor.Compose(new MotionFields(4, 4), new RgbaImage(20, 20, AlphaMode.Premultiplied).Target);
                compositor.Compose(new MotionFields(8, 9), new RgbaImage(40, 40, AlphaMode.Premultiplied).Target);
                Assert.True(Device.LiveObjectCount > idle + 10);
            }

            Assert.Equal(idle, Device.LiveObjectCount);
        }
    }

    [Fact]
    public void A_device_disposes_its_passes_and_disposing_twice_is_harmless()
    {
        var meter = new VulkanAttributeMeter(Device);
        var compositor = new VulkanStickerCompositor(Device);
        compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(4, 0, 0));
        Device.Dispose();
        Device.Dispose();
        Assert.Equal(0, Device.LiveObjectCount);
        meter.Dispose();
        compositor.Dispose();
        compositor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => meter.Measure(TestImages.Impulse(3, 3).View));
        Assert.Throws<ObjectDisposedException>(() => compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(4, 0, 0)));
        Assert.Throws<ObjectDisposedException>(() => compositor.Compose(new MotionFields(4, 4), new RgbaImage(4, 4, AlphaMode.Premultiplied).Target));
        Assert.Throws<ObjectDisposedException>(() => new VulkanAttributeMeter(Device));
        Assert.Throws<ObjectDisposedException>(() => new VulkanStickerCompositor(Device));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using var compositor = new VulkanStickerCompositor(Device);
        var fields = new MotionFields(4, 4);
        Assert.Throws<InvalidOperationException>(() => compositor.Compose(fields, new RgbaImage(4, 4, AlphaMode.Premultiplied).Target));
        Assert.Throws<ArgumentException>(() => compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(0, 0, 0)));
        Assert.Throws<ArgumentException>(() => compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(1, float.NaN, 0)));
        compositor.SetStill(TestImages.Impulse(3, 3).View, new StickerPlacement(4, 0, 0));
        Assert.Throws<ArgumentException>(() => compositor.Compose(fields, new RgbaImage(4, 5, AlphaMode.Premultiplied).Target));
        Assert.Throws<ArgumentException>(() => compositor.Compose(fields, new RgbaImage(4, 4, AlphaMode.Straight).Target));
        Assert.Throws<ArgumentNullException>(() => compositor.Compose(null!, new RgbaImage(4, 4, AlphaMode.Premultiplied).Target));
        Assert.Throws<ArgumentOutOfRangeException>(() => VulkanDevice.Create(new VulkanDeviceOptions { FramesInFlight = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => VulkanDevice.Create(new VulkanDeviceOptions { FramesInFlight = 9 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => VulkanDevice.Create(new VulkanDeviceOptions { Choice = (DeviceChoice)7 }));
    }

    [Fact]
    public void A_lost_device_fails_at_once_and_is_still_disposable()
    {
        var meter = new VulkanAttributeMeter(Device);
        meter.Measure(TestImages.Impulse(3, 3).View);
        Assert.Throws<VulkanException>(() => Device.Check(Result.ErrorDeviceLost, "Waiting for the device"));
        VulkanException e = Assert.Throws<VulkanException>(() => meter.Measure(TestImages.Impulse(3, 3).View));
        Assert.True(e.IsDeviceLost);
        Assert.Throws<VulkanException>(() => new VulkanStickerCompositor(Device));
        meter.Dispose();
    }

    [Fact]
    public async Task Passes_on_several_threads_share_a_device()
    {
        RgbaImage image = TestImages.Noise(200, 200, AlphaMode.Straight, 3);
        var options = new AttributeMeterOptions { Set = AttributeSet.EmoVid | AttributeSet.HaslerSusstrunk };
        using var twin = new CpuAttributeMeter(options);
        AttributeSums expected = twin.Sums(image.View);
        AttributeSums[][] found = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            using var meter = new VulkanAttributeMeter(Device, options);
            return Enumerable.Range(0, 20).Select(_ => meter.Sums(image.View)).ToArray();
        })));
        Assert.All(found.SelectMany(f => f), sums => SumsAssert.Equal(expected, sums));
    }
}
