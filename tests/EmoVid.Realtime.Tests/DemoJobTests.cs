using System.Text.Json;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Tests;

public class DemoJobTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public void A_small_demo_writes_clips_sheet_and_report()
    {
        string folder = Path.GetDirectoryName(studio.NewPath("x"))!;
        var options = new DemoOptions
        {
            Stills = [("face", CommittedFiles.Still("face.webp")), ("avatar", CommittedFiles.Still("avatar.png"))],
            OutputFolder = folder,
            Clip = Studio.Small with { Seed = 5 },
            Emotions = [Emotion.Anger, Emotion.Contentment],
        };
        DemoResult result = DemoJob.Run(studio.Animator, studio.Engine, options);

        string[] clips = ["avatar-anger.webp", "avatar-contentment.webp", "face-anger.webp", "face-contentment.webp"];
        string[] expected = [.. clips, DemoJob.SheetName, DemoJob.ReportName];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(clips, clip =>
        {
            using FrameReader reader = FrameReader.Open(Path.Combine(folder, clip));
            Assert.Equal((64, 64), (reader.Width, reader.Height));
            Assert.Equal(0.5, reader.Duration!.Value.TotalSeconds, 1e-9);
        });
        Assert.Equal(["face", "face", "avatar", "avatar"], result.Clips.Select(clip => clip.Still));

        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, DemoJob.ReportName)));
        JsonElement[] entries = [.. report.RootElement.GetProperty("clips").EnumerateArray()];
        Assert.Equal(clips.Order(StringComparer.Ordinal), entries.Select(entry => entry.GetProperty("file").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(entries, entry =>
        {
            Assert.Equal(studio.Animator.Pack.Hash, entry.GetProperty("packSha256").GetString());
            Assert.Equal(5, entry.GetProperty("seed").GetInt32());
            Assert.Equal(12, entry.GetProperty("frames").GetInt32());
            Assert.Equal("cpu", entry.GetProperty("device").GetString());
            Assert.Equal("cpu", entry.GetProperty("provider").GetString());
            Assert.InRange(entry.GetProperty("attributes").GetProperty("brightness").GetDouble(), 0.01, 1);
            JsonElement generator = entry.GetProperty("milliseconds").GetProperty("generator");
            Assert.True(generator.GetProperty("p50").GetDouble() > 0 && generator.GetProperty("p99").GetDouble() >= generator.GetProperty("p50").GetDouble());
        });
    }

    [Fact]
    public void A_missing_still_fails_before_anything_is_written()
    {
        string folder = Path.GetDirectoryName(studio.NewPath("x"))!;
        var options = new DemoOptions { Stills = [("face", CommittedFiles.Still("face.webp")), ("ghost", Path.Combine(folder, "ghost.webp"))], OutputFolder = folder };
        Assert.ThrowsAny<MediaException>(() => DemoJob.Run(studio.Animator, studio.Engine, options));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }
}
