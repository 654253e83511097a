namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>Compares frames of bytes.</summary>
internal static class FrameAssert
{
    /// <summary>Fails when any byte differs by more than the tolerance; the message shows the worst pixel and how many are
    /// off.</summary>
    public static void Close(RgbaImage expected, RgbaImage actual, int tolerance)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        int worst = 0, at = 0, off = 0;
        for (int i = 0; i < expected.Pixels.Length; i++)
        {
            int difference = Math.Abs(expected.Pixels[i] - actual.Pixels[i]);
            off += difference > tolerance ? 1 : 0;
            if (difference > worst)
            {
                (worst, at) = (difference, i);
            }
        }

        int pixel = at / 4;
        Assert.True(worst <= tolerance,
            $"{off} of {expected.Pixels.Length} bytes differ by more than {tolerance}; worst at ({pixel % expected.Width}, {pixel / expected.Width}) channel {at % 4}: "
            + $"expected {expected.Pixels[at]}, found {actual.Pixels[at]}.");
    }
}
