namespace EmoVid.Realtime.Tests;

/// <summary>Stills at the edges of what a host may hand over: a sensible act or one clear line, and the next still acts as before.</summary>
public class OddStillTests(Studio studio) : IClassFixture<Studio>
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(16384, 2)]
    [InlineData(2, 16384)]
    public void A_still_of_one_pixel_of_one_colour_or_16k_long_acts(int width, int height)
    {
        var still = new RgbaImage(width, height, AlphaMode.Straight);
        still.Pixels.AsSpan().Fill(0xC0);
        using StickerClip clip = studio.Animator.CreateClip(still.View, Studio.Small);
        var image = new RgbaImage(64, 64, AlphaMode.Premultiplied);
        int visible = 0;
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            clip.Render(frame, image.Target);
            visible += image.Pixels.Any(value => value > 0) ? 1 : 0;
        }

        Assert.InRange(clip.Confidence, 0, 1);
        // A line of 2 in 16384 is far below one of the 64 pixels and may vanish; what has an area may not.
        Assert.True(visible == clip.FrameCount || width != height, $"{visible} of {clip.FrameCount} frames show anything.");
    }

    [Fact]
    public void A_fully_transparent_still_is_one_clear_line_and_the_next_still_acts()
    {
        byte[] before = studio.Render(Studio.Small, 0.1).Pixels;
        var nothing = new RgbaImage(48, 48, AlphaMode.Straight);
        var failure = Assert.Throws<EmoVidException>(() => studio.Animator.CreateClip(nothing.View, Studio.Small).Dispose());
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Contains("transparent", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, studio.Render(Studio.Small, 0.1).Pixels);
    }
}
