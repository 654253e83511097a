using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Tests;

public class StickerPerformanceTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public void The_same_signal_at_the_same_times_gives_the_same_frames_and_another_seed_others()
    {
        byte[] first = Run(7), second = Run(7), other = Run(8);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        byte[] Run(ulong seed)
        {
            var signal = new EmotionSignal(0.2, 0.4);
            using StickerPerformance performance = studio.Animator.CreatePerformance(studio.Face.View, signal, seed);
            Assert.Equal(seed, performance.Seed);
            var frame = new RgbaImage(48, 48, AlphaMode.Premultiplied);
            var all = new MemoryStream();
            for (int i = 0; i < 30; i++)
            {
                var time = TimeSpan.FromSeconds(i / 20.0);
                if (i == 6)
                {
                    signal.SetTarget(EmotionMix.Of(Emotion.Excitement), time);
                }

                Assert.Equal(signal.MixAt(time), performance.RenderAt(time, frame.Target));
                all.Write(frame.Pixels);
            }

            return all.ToArray();
        }
    }

    [Fact]
    public void One_signal_drives_several()
    {
        var signal = new EmotionSignal(0, 0);
        using StickerPerformance one = studio.Animator.CreatePerformance(studio.Face.View, signal, 1), two = studio.Animator.CreatePerformance(studio.Face.View, signal, 1);
        RgbaImage a = new(48, 48, AlphaMode.Premultiplied), b = new(48, 48, AlphaMode.Premultiplied);
        signal.SetTarget(EmotionMix.Of(Emotion.Awe), TimeSpan.Zero);
        one.RenderAt(TimeSpan.FromSeconds(0.5), a.Target);
        two.RenderAt(TimeSpan.FromSeconds(0.5), b.Target);
        Assert.Equal(a.Pixels, b.Pixels);
    }

    [Fact]
    public void Beside_an_actor_thread_it_acts_and_comes_and_goes()
    {
        using var thread = new ActorThread();
        var frame = new RgbaImage(48, 48, AlphaMode.Premultiplied);
        using StickerPerformance performance = studio.Animator.CreatePerformance(studio.Face.View, new EmotionSignal(0, 0, EmotionMix.Of(Emotion.Anger)), thread);
        performance.RenderAt(TimeSpan.Zero, frame.Target);
        byte[] first = [.. frame.Pixels];
        Assert.True(SpinWait.SpinUntil(() =>
        {
            performance.RenderAt(TimeSpan.FromSeconds(0.5), frame.Target);
            return performance.Live!.Updates > 1 && !frame.Pixels.AsSpan().SequenceEqual(first);
        }, TimeSpan.FromSeconds(60)), performance.Live!.Fault);
        Assert.Null(performance.Live.Fault);
        Assert.InRange(performance.Confidence, 0, 1);
        studio.Animator.CreatePerformance(studio.Face.View, performance.Signal, thread, 2).Dispose();
    }
}
