using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Tests;

/// <summary>The README's code, compiled and run. A test compares the two texts.</summary>
public class QuickStartTests
{
    [Fact]
    public void The_quick_start_works()
    {
        string folder = Directory.CreateTempSubdirectory("emovid-readme-").FullName;
        try
        {
            Export(CommittedFiles.Pack, CommittedFiles.Still("dog.webp"), Path.Combine(folder, "dog-fear.webp"));
            using FrameReader clip = FrameReader.Open(Path.Combine(folder, "dog-fear.webp"));
            Assert.Equal((512, 3.0), (clip.Width, clip.Duration!.Value.TotalSeconds));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_readme_shows_this_code()
    {
        string readme = File.ReadAllText(Path.Combine(CommittedFiles.Root, "README.md"));
        string source = File.ReadAllText(Path.Combine(CommittedFiles.Root, "tests", "EmoVid.Realtime.Tests", "QuickStartTests.cs"));
        string[] shown = Lines(readme.Split("```csharp\n")[1].Split("```")[0]);
        string[] compiled = Lines(source);
        Assert.True(shown.Length > 8);
        Assert.Equal(shown, compiled.Where(line => shown.Contains(line)).Distinct());
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 1)];

    private static void Export(string pack, string still, string output)
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Auto);             // a GPU, or else the CPU
        using StickerAnimator animator = StickerAnimator.Open(pack, engine);        // verifies every hash of the pack
        RgbaImage picture = StickerReader.Read(still);                              // PNG, JPEG, WebP, GIF, APNG, SVG, Lottie, .tgs

        var request = new ClipRequest { Mix = EmotionMix.Parse("fear:0.8,sadness:0.2"), Seconds = 3, Size = 512, Seed = 1 };
        using StickerClip clip = animator.CreateClip(picture.View, request);

        // In a game loop: any instant, any size, no allocation.
        var frame = new RgbaImage(512, 512, AlphaMode.Premultiplied);
        clip.RenderAt(0.25, frame.Target);

        // As a file: the networks on this thread, the encoder on another.
        using AttributeMeter meter = engine.CreateMeter();
        using var sink = new ClipSink(output, request);
        ClipReport report = ClipExporter.Export(clip, meter, [sink], progress: null, CancellationToken.None);
        Console.WriteLine($"brightness {report.Attributes.Brightness:0.00}, generator {report.Generator.P50:0.0} ms a frame");
    }
}
