namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>What calls cost once everything is warm: no allocation, no new Vulkan objects.</summary>
public sealed class SteadyStateTests : SoftwareDeviceTest
{
    [Theory]
    [InlineData(64)]
    [InlineData(1200)]
    public void Measuring_allocates_nothing_and_creates_nothing(int size)
    {
        RgbaImage image = TestImages.Noise(size, size, AlphaMode.Straight, 1);
        using var meter = new VulkanAttributeMeter(Device);
        var sums = new AttributeSums();
        AssertSteady(() => meter.Measure(image.View, sums));
    }

    [Fact]
    public void Composing_allocates_nothing_and_creates_nothing()
    {
        var frame = new RgbaImage(128, 128, AlphaMode.Premultiplied);
        var fields = new MotionFields(8, 16);
        using var compositor = new VulkanStickerCompositor(Device);
        compositor.SetStill(TestImages.Noise(100, 100, AlphaMode.Straight, 2).View, new StickerPlacement(120, 10, 10));
        AssertSteady(() => compositor.Compose(fields, frame.Target));
    }

    private void AssertSteady(Action call)
    {
        for (int i = 0; i < 8; i++)
        {
            call();
        }

        long created = Device.LiveObjects.Created;
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                call();
            }
        });
        Assert.Equal(created, Device.LiveObjects.Created);
    }
}
