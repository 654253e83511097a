using Xunit.Sdk;

namespace EmoVid.Realtime.Vulkan.Tests;

public sealed class FrameAssertTests
{
    [Fact]
    public void Accepts_what_is_within_the_tolerance()
    {
        RgbaImage a = TestImages.Uniform(3, 2, AlphaMode.Premultiplied, 10, 10, 10, 10);
        RgbaImage b = TestImages.Uniform(3, 2, AlphaMode.Premultiplied, 12, 8, 10, 10);
        FrameAssert.Close(a, b, 2);
    }

    [Fact]
    public void Names_the_worst_pixel()
    {
        RgbaImage a = TestImages.Uniform(3, 2, AlphaMode.Premultiplied, 10, 10, 10, 10);
        RgbaImage b = TestImages.Uniform(3, 2, AlphaMode.Premultiplied, 10, 10, 10, 10);
        b.Pixels[(1 * 3 + 2) * 4 + 1] = 200;
        b.Pixels[0] = 13;
        XunitException e = Assert.ThrowsAny<XunitException>(() => FrameAssert.Close(a, b, 2));
        Assert.Contains("2 of 24", e.Message, StringComparison.Ordinal);
        Assert.Contains("(2, 1) channel 1: expected 10, found 200", e.Message, StringComparison.Ordinal);
    }
}
