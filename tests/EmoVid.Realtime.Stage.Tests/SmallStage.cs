namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>A stage that a test can afford on a software device.</summary>
internal static class SmallStage
{
    public static StageOptions Options { get; } = new()
    {
        PackFolder = CommittedFiles.Pack,
        Device = StageDevice.Software,
        Width = 160,
        Height = 90,
        Actors = 2,
        Frames = 8,
        Validation = true,
    };
}
