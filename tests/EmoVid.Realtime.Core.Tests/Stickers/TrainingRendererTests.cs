namespace EmoVid.Realtime.Core.Tests.Stickers;

public class TrainingRendererTests
{
    [Fact]
    public void The_CPU_compositor_agrees_with_the_training_renderer()
    {
        using CpuStickerCompositor compositor = new();
        TrainingRendererCase.AssertMatches(compositor);
    }
}
