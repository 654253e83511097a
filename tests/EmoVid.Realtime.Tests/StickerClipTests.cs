namespace EmoVid.Realtime.Tests;

public class StickerClipTests(Studio studio) : IClassFixture<Studio>
{
    private static ClipRequest Request => Studio.Small with { Seconds = 3 };

    [Fact]
    public void The_same_request_gives_the_same_frames() =>
        Assert.Equal(studio.Render(Request, 0.7).Pixels, studio.Render(Request, 0.7).Pixels);

    [Fact]
    public void Another_emotion_another_seed_and_another_intensity_move_differently()
    {
        byte[] reference = studio.Render(Request, 0.7).Pixels;
        Assert.NotEqual(reference, studio.Render(Request with { Mix = EmotionMix.Of(Emotion.Sadness) }, 0.7).Pixels);
        Assert.NotEqual(reference, studio.Render(Request with { Seed = 2 }, 0.7).Pixels);
        Assert.NotEqual(reference, studio.Render(Request with { Mix = EmotionMix.Of(Emotion.Anger, intensity: 0.2f) }, 0.7).Pixels);
    }

    [Fact]
    public void The_act_closes_into_a_loop() =>
        Assert.Equal(studio.Render(Request, 0).Pixels, studio.Render(Request, 3).Pixels);

    [Fact]
    public void Something_moves()
    {
        byte[] first = studio.Render(Request, 0).Pixels;
        Assert.Contains([0.5, 1, 1.5, 2, 2.5], seconds => !studio.Render(Request, seconds).Pixels.AsSpan().SequenceEqual(first));
    }

    [Fact]
    public void Frames_are_premultiplied_and_neither_empty_nor_full()
    {
        RgbaImage image = studio.Render(Request, 1);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            byte alpha = image.Pixels[i + 3];
            Assert.True(image.Pixels[i] <= alpha && image.Pixels[i + 1] <= alpha && image.Pixels[i + 2] <= alpha, $"Pixel {i / 4} is not premultiplied.");
        }

        using var meter = new CpuAttributeMeter();
        Assert.InRange(meter.Measure(image.View).Coverage, 0.1, 0.9);
    }

    [Fact]
    public void The_software_device_and_the_cpu_show_the_same_picture()
    {
        using PixelEngine software = PixelEngine.Open(EngineChoice.Software);
        byte[] cpu = studio.Render(Request, 1.3).Pixels;
        byte[] vulkan = studio.Render(Request, 1.3, software).Pixels;
        int worst = cpu.Zip(vulkan, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 0, 2);
    }

    [Theory]
    [InlineData(EngineChoice.Cpu)]
    [InlineData(EngineChoice.Software)]
    public void A_steady_frame_allocates_nothing_on_the_calling_thread(EngineChoice choice)
    {
        using PixelEngine engine = PixelEngine.Open(choice);
        using var animator = new StickerAnimator(studio.Animator.Pack, engine);
        using StickerClip clip = animator.CreateClip(studio.Face.View, Request);
        using AttributeMeter meter = engine.CreateMeter();
        var image = new RgbaImage(Request.Size, Request.Size, AlphaMode.Premultiplied);
        for (int frame = 0; frame < 8; frame++)
        {
            clip.Render(frame, image.Target);
            meter.Measure(image.View);
        }

        Allocations.AssertNone(() =>
        {
            for (int frame = 0; frame < 24; frame++)
            {
                clip.Render(frame, image.Target);
                meter.Measure(image.View);
            }
        });
    }

    [Fact]
    public void Frames_outside_the_clip_are_refused()
    {
        using StickerClip clip = studio.Animator.CreateClip(studio.Face.View, Studio.Small);
        var image = new RgbaImage(64, 64, AlphaMode.Premultiplied);
        Assert.Equal(12, clip.FrameCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => clip.Render(12, image.Target));
        Assert.Throws<ArgumentOutOfRangeException>(() => clip.Render(-1, image.Target));
    }
}
