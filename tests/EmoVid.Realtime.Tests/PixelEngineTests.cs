using EmoVid.Realtime.Vulkan;

namespace EmoVid.Realtime.Tests;

public class PixelEngineTests
{
    [Fact]
    public void Auto_is_a_gpu_or_else_the_cpu()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Auto);
        bool hasGpu = VulkanDevice.Enumerate().Any(device => device.Kind != VulkanDeviceKind.Software);
        Assert.Equal(!hasGpu, engine.Device == "cpu");
        Assert.Null(engine.Warning);
    }

    [Fact]
    public void Vulkan_takes_a_software_device_with_a_warning()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Vulkan);
        Assert.StartsWith("vulkan: ", engine.Device, StringComparison.Ordinal);
        Assert.Equal(engine.IsSoftware, engine.Warning is not null);
        Assert.DoesNotContain('\n', engine.Warning ?? "");
    }

    [Fact]
    public void The_cpu_is_taken_when_asked_for_without_a_warning()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using AttributeMeter meter = engine.CreateMeter();
        using IStickerCompositor compositor = engine.CreateCompositor();
        using IFrameGrader grader = engine.CreateGrader();
        Assert.Null(engine.Warning);
        Assert.Equal(("cpu", "cpu", "cpu", "cpu"), (engine.Device, meter.Device, compositor.Device, grader.Device));
    }

    [Fact]
    public void The_software_device_is_taken_when_asked_for()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Software);
        using AttributeMeter meter = engine.CreateMeter();
        using IStickerCompositor compositor = engine.CreateCompositor();
        using IFrameGrader grader = engine.CreateGrader();
        Assert.StartsWith("vulkan: ", engine.Device, StringComparison.Ordinal);
        Assert.EndsWith("(software)", engine.Device, StringComparison.Ordinal);
        Assert.Equal((engine.Device, engine.Device, engine.Device), (meter.Device, compositor.Device, grader.Device));
    }

    [Fact]
    public void A_choice_that_is_none_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelEngine.Open((EngineChoice)9));
}
