using EmoVid.Realtime.Media;
using Xunit.Abstractions;

namespace EmoVid.Realtime.Tests;

/// <summary>Intensity 0 is calm idle life, not a freeze: what the shipped pack shows at no emotion at all.</summary>
public class IdleLifeTests(Studio studio, ITestOutputHelper output) : IClassFixture<Studio>
{
    private const int Side = 96;
    private const double FramesPerSecond = 12;

    [Theory]
    [InlineData("face.webp")]
    [InlineData("dog.webp")]
    [InlineData("balloon.webp")]
    [InlineData("avatar.png")]
    public void At_intensity_0_every_still_moves_and_calmly(string name)
    {
        double[] idle = Steps(name, Emotion.Excitement, 0);
        double acted = Enum.GetValues<Emotion>().Average(emotion => Steps(name, emotion, 1).Average());
        output.WriteLine($"{name}: {idle.Average():F5} a frame at intensity 0 ({idle.Min():F5} to {idle.Max():F5}), {acted:F5} at 1");
        // A whole level of one channel in 255 on a tenth of the pixels would be 0.0001 of the whole.
        Assert.InRange(idle.Average(), 0.0002, 0.6 * acted);
        // Breathing never stops for long: of any half second, some frame moves.
        Assert.True(Enumerable.Range(0, idle.Length - 6).All(i => idle[i..(i + 6)].Max() > 0.0001), "It stands still for half a second.");
    }

    [Fact]
    public void At_intensity_0_the_emotion_makes_no_difference() =>
        Assert.Equal(Steps("face.webp", Emotion.Anger, 0), Steps("face.webp", Emotion.Awe, 0));

    [Fact]
    public void At_intensity_0_eyes_blink_and_what_has_none_is_not_painted()
    {
        double[] face = Paint("face.webp"), balloon = Paint("balloon.webp");
        output.WriteLine($"painted share of the canvas over 20 s: {face.Min():F4} to {face.Max():F4}");
        Assert.True(face.Max() > face.Min() + 0.005 && face.Count(share => share < (face.Min() + face.Max()) / 2) > face.Length / 2, "No blink, or eyes that are shut for longer than they are open.");
        Assert.Equal(0, balloon.Max(), 1e-3);
    }

    /// <summary>Mean change from frame to frame in one loop, of premultiplied colour and alpha in 0-1.</summary>
    private double[] Steps(string name, Emotion emotion, float intensity)
    {
        using StickerClip clip = studio.Animator.CreateClip(Still(name).View, new ClipRequest { Mix = EmotionMix.Of(emotion, intensity: intensity), Seconds = 3, FramesPerSecond = FramesPerSecond, Size = Side });
        RgbaImage before = new(Side, Side, AlphaMode.Premultiplied), now = new(Side, Side, AlphaMode.Premultiplied);
        clip.Render(0, before.Target);
        var steps = new double[clip.FrameCount - 1];
        for (int frame = 1; frame < clip.FrameCount; frame++)
        {
            clip.Render(frame, now.Target);
            steps[frame - 1] = now.Pixels.Zip(before.Pixels, (x, y) => Math.Abs(x - y)).Average() / 255;
            (before, now) = (now, before);
        }

        return steps;
    }

    /// <summary>How much of the canvas the paint covers, twelve times a second for twenty seconds.</summary>
    private double[] Paint(string name)
    {
        using StickerClip clip = studio.Animator.CreateClip(Still(name).View, new ClipRequest { Mix = EmotionMix.Of(Emotion.Contentment, intensity: 0), Seconds = 20, FramesPerSecond = FramesPerSecond, Size = Side });
        var image = new RgbaImage(Side, Side, AlphaMode.Premultiplied);
        return [.. Enumerable.Range(0, clip.FrameCount).Select(frame =>
        {
            clip.Render(frame, image.Target);
            return (double)clip.Fields.Paint.AsSpan(0, clip.Fields.PaintSize * clip.Fields.PaintSize).ToArray().Average();
        })];
    }

    private static RgbaImage Still(string name) => StickerReader.Read(Path.Combine(CommittedFiles.Root, "samples", "stickers", name));
}
