namespace EmoVid.Realtime.Vulkan.Tests;

public class TrainingRendererTests : SoftwareDeviceTest
{
    [Fact]
    public void The_shader_agrees_with_the_training_renderer()
    {
        using VulkanStickerCompositor compositor = new(Device);
        TrainingRendererCase.AssertMatches(compositor);
    }
}
