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
    public void Frames_in_flight_allocate_nothing_and_create_nothing()
    {
        RgbaImage image = TestImages.Noise(200, 100, AlphaMode.Straight, 1);
        byte[] coverage = new byte[200 * 100];
        new Random(2).NextBytes(coverage);
        using var meter = new VulkanAttributeMeter(Device, new AttributeMeterOptions { Set = AttributeSet.All });
        var sums = new AttributeSums();
        AssertSteady(() =>
        {
            for (int frame = 0; frame < 5; frame++)
            {
                bool masked = frame % 2 == 0;
                while (!(masked ? meter.TrySubmit(image.View, new MaskView(coverage, 200, 100, 200), frame) : meter.TrySubmit(image.View, frame)))
                {
                    meter.TryRead(sums, out _);
                }
            }
        });
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    public void Composing_allocates_nothing_and_creates_nothing(float tint)
    {
        var frame = new RgbaImage(128, 128, AlphaMode.Premultiplied);
        var fields = new MotionFields(8, 16);
        fields.Tint.Fill(tint);
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
