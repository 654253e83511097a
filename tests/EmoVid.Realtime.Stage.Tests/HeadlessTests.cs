using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>Runs without a window on the software device, under the validation layer with its checks of synchronisation: any message fails the run.</summary>
[Collection(StageTestGroup.Name)]
public sealed class HeadlessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emovid-stage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_writes_its_clip_and_leaves_nothing_on_the_device()
    {
        string file = Path.Combine(_folder, "stage.webp");
        int done = 0;
        StageReport report = StageProgram.RunHeadless(SmallStage.Options with { Output = file, Overlay = true }, count => done = count, CancellationToken.None);
        Assert.Equal(8, done);
        Assert.Equal(0, report.LeftObjects);
        Assert.InRange(report.Look.Brightness, 0.3, 0.95);
        Assert.InRange(report.Look.Colorfulness, 0.1, 0.9);
        using FrameReader reader = FrameReader.Open(file);
        int frames = 0;
        while (reader.TryRead(out _))
        {
            frames++;
        }

        Assert.Equal(8, frames);
    }

    [Fact]
    public void Fixed_steps_give_the_same_pictures_again()
    {
        Assert.Equal(Play(), Play());

        static byte[] Play()
        {
            using var run = new HeadlessRun(SmallStage.Options with { Frames = 6 });
            for (int i = 0; i < 6; i++)
            {
                run.Draw();
            }

            return RunPixels.Read(run);
        }
    }

    [Fact]
    public void Actors_move_and_their_emotions_colour_the_picture()
    {
        using var run = new HeadlessRun(SmallStage.Options with { Frames = 60, FramesPerSecond = 4 });
        run.Draw();
        byte[] first = RunPixels.Read(run);
        // Twelve seconds on, half of the cast is angry and the other half sad: the picture is another one, and darker or duller.
        for (int i = 0; i < 44; i++)
        {
            run.Draw();
        }

        byte[] later = RunPixels.Read(run);
        int changed = first.Zip(later).Count(pair => Math.Abs(pair.First - pair.Second) > 12);
        Assert.True(changed > first.Length / 20, $"{changed} of {first.Length} bytes changed");
    }

    [Fact]
    public void A_thousand_resizes_are_clean()
    {
        using var run = new HeadlessRun(SmallStage.Options with { Actors = 1 });
        var random = new Random(1);
        int after = 0;
        for (int i = 0; i < 1000; i++)
        {
            run.Renderer.Resize(random.Next(16, 200), random.Next(16, 120));
            if (i % 5 == 0)
            {
                run.Draw();
            }

            after = i == 100 ? run.Gpu.LiveObjects : after;
        }

        run.Renderer.Resize(160, 90);
        Settle(run);
        Assert.InRange(run.Gpu.LiveObjects, 1, after + 24);
        AssertClean(run);
    }

    [Fact]
    public void A_hundred_actors_come_and_go_cleanly()
    {
        using var run = new HeadlessRun(SmallStage.Options with { Actors = 1 });
        Settle(run);
        (int objects, int sdk) = (run.Gpu.LiveObjects, run.Gpu.Sdk.LiveObjectCount);
        RgbaImage still = StickerReader.Read(CommittedFiles.Still("face.webp"));
        for (int i = 0; i < 100; i++)
        {
            StageActor actor = run.Scene.Add(run.Scene.Rehearse($"guest {i}", still, CommittedFiles.Still("face.webp"), isAvatar: false));
            run.Draw();
            run.Scene.Remove(actor);
            if (i % 3 == 0)
            {
                run.Draw();
            }
        }

        Settle(run);
        Assert.Equal(objects, run.Gpu.LiveObjects);
        Assert.Equal(sdk, run.Gpu.Sdk.LiveObjectCount);
        AssertClean(run);
    }

    [Fact]
    public void Frames_make_nothing_grow()
    {
        using var run = new HeadlessRun(SmallStage.Options with { Actors = 1, Validation = false });
        Settle(run);
        (int objects, int sdk, long bytes) = (run.Gpu.LiveObjects, run.Gpu.Sdk.LiveObjectCount, run.Gpu.MemoryBytes);
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 400; i++)
        {
            run.Draw();
        }

        Assert.Equal(objects, run.Gpu.LiveObjects);
        Assert.Equal(sdk, run.Gpu.Sdk.LiveObjectCount);
        Assert.Equal(bytes, run.Gpu.MemoryBytes);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - managed, long.MinValue, 512 << 10);
    }

    [Fact]
    public void Drawing_a_steady_frame_allocates_nothing_on_the_render_thread()
    {
        using var run = new HeadlessRun(SmallStage.Options with { Validation = false, Overlay = true });
        Settle(run);
        Allocations.AssertNone(() => DrawOnly(run));
    }

    [Fact]
    public void Shaders_are_what_their_sources_compile_to() =>
        Assert.Empty(new ShaderBuilder.ShaderTree(Path.Combine(CommittedFiles.Root, "samples", "Stage", "shaders")).FindDifferences());

    private static void DrawOnly(HeadlessRun run)
    {
        FramePlace place = run.Renderer.Begin();
        run.Renderer.RecordScene(place);
        place.Submit(default, default);
        run.Renderer.Submitted();
    }

    private static void Settle(HeadlessRun run)
    {
        for (int i = 0; i < 8; i++)
        {
            run.Draw();
        }
    }

    private static void AssertClean(HeadlessRun run)
    {
        run.Dispose();
        Assert.Empty(run.Gpu.Messages);
        Assert.Equal(0, run.Gpu.LiveObjects);
        Assert.Equal(0, run.Gpu.Sdk.LiveObjectCount);
    }
}
