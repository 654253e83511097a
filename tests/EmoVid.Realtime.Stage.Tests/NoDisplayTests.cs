namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>A machine without a display gets one line that names the way out.</summary>
[Collection(StageTestGroup.Name)]
public sealed class NoDisplayTests
{
    [Fact]
    public void Without_a_display_the_line_points_to_headless()
    {
        string? before = Environment.GetEnvironmentVariable("DISPLAY");
        NativeEnvironment.Set("DISPLAY", null);
        try
        {
            EmoVidException refused = Assert.Throws<EmoVidException>(() => StageProgram.RunWindow(SmallStage.Options, _ => { }, CancellationToken.None));
            Assert.Contains("--headless", refused.Message, StringComparison.Ordinal);
            Assert.Contains("DISPLAY", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
        finally
        {
            NativeEnvironment.Set("DISPLAY", before);
        }
    }
}
