using System.Diagnostics;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>The window on an X server without a screen: resized, minimised, driven by keys and mouse, and losing what a window can lose.</summary>
[Collection(StageTestGroup.Name)]
public sealed class WindowTests : IDisposable
{
    private readonly VirtualDisplay _display = new(1024, 768);
    private readonly FaultyCalls _faults = new();
    private readonly List<string> _notices = [];
    private readonly StageApp _app;

    public WindowTests() => _app = new StageApp(SmallStage.Options with { Width = 400, Height = 225 }, _notices.Add, _faults.Before);

    public void Dispose()
    {
        Gpu gpu = _app.Graphics.Gpu;
        _app.Dispose();
        Assert.Empty(gpu.Messages);
        Assert.Equal(0, gpu.LiveObjects);
        Assert.Equal(0, gpu.Sdk.LiveObjectCount);
        _display.Dispose();
    }

    [Fact]
    public void Resizes_are_followed()
    {
        Steps(3);
        for (int i = 0; i < 12; i++)
        {
            _app.Window.SetSize(330 + 17 * i, 190 + 11 * (i % 5));
            Until(() => _app.Graphics.Renderer.Width == 330 + 17 * i && _app.Graphics.Renderer.Height == 190 + 11 * (i % 5));
        }

        Assert.True(_app.Graphics.SwapchainRebuilds >= 12);
    }

    /// <summary>Interrupting the program is such a cancellation.</summary>
    [Fact]
    public void Cancelling_ends_the_loop_while_the_window_is_open()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        _app.Run(cancellation.Token);
        Assert.True(cancellation.IsCancellationRequested);
        Assert.False(_app.Window.ShouldClose);
    }

    [Theory]
    [InlineData(Result.ErrorOutOfDateKhr)]
    [InlineData(Result.SuboptimalKhr)]
    public void Images_that_no_longer_fit_are_made_again(Result told)
    {
        Steps(2);
        int before = _app.Graphics.SwapchainRebuilds;
        _faults.NextPresent = told;
        Steps(3);
        Assert.Equal(before + 1, _app.Graphics.SwapchainRebuilds);
        Assert.Equal(0, _app.Rebuilds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_lost_surface_is_made_again(bool onAcquire)
    {
        Steps(2);
        (onAcquire ? v => _faults.NextAcquire = v : (Action<Result>)(v => _faults.NextPresent = v))(Result.ErrorSurfaceLostKhr);
        Steps(4);
        Assert.Equal(1, _app.Graphics.SurfaceRebuilds);
        Assert.Equal(0, _app.Rebuilds);
        AssertDraws();
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("wait")]
    [InlineData("acquire")]
    [InlineData("present")]
    public void A_lost_device_is_opened_again_and_the_scene_goes_on(string call)
    {
        Steps(3);
        double seconds = _app.Scene.Seconds;
        Gpu lost = _app.Graphics.Gpu;
        switch (call)
        {
            case "submit": _faults.NextSubmit = Result.ErrorDeviceLost; break;
            case "wait": _faults.NextWait = Result.ErrorDeviceLost; break;
            case "acquire": _faults.NextAcquire = Result.ErrorDeviceLost; break;
            default: _faults.NextPresent = Result.ErrorDeviceLost; break;
        }

        Steps(4);
        Assert.Equal(1, _app.Rebuilds);
        Assert.Contains("VK_ERROR_DEVICE_LOST", Assert.Single(_notices), StringComparison.Ordinal);
        Assert.NotSame(lost, _app.Graphics.Gpu);
        Assert.Equal(0, lost.LiveObjects);
        Assert.Equal(0, lost.Sdk.LiveObjectCount);
        Assert.True(_app.Scene.Seconds > seconds);
        AssertDraws();
    }

    [Fact]
    public void A_device_that_keeps_going_away_ends_with_one_line()
    {
        EmoVidException end = Assert.Throws<EmoVidException>(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                _faults.NextSubmit = Result.ErrorDeviceLost;
                Steps(1);
            }
        });
        Assert.Contains("6 times", end.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', end.Message);
    }

    [Fact]
    public void Keys_wheel_and_pad_drive_the_selected_actor()
    {
        StageActor actor = _app.Scene.Actors[_app.Scene.Selected];
        Steps(2);
        Tool("mousemove", "10", "10");
        Tool("key", "5");
        Until(() => actor.Signal.Target[Emotion.Anger] == 1);
        Tool("click", "5");
        Until(() => actor.Signal.Target.Intensity < 1);
        Tool("key", "Tab");
        Until(() => _app.State.ShowsStats);
        Tool("key", "F1");
        Until(() => _app.State.ShowsHelp);
        Tool("key", "space");
        Until(() => _app.Scene.IsPaused);
        Tool("key", "Right");
        Until(() => _app.Scene.Actors[_app.Scene.Selected] != actor);
        (float x, float y, float side) = EmotionPad.Bounds(400, 225, 1);
        Tool("mousemove", $"{(int)(x + side * 0.9f)}", $"{(int)(y + side * 0.5f)}");
        Tool("mousedown", "1");
        StageActor other = _app.Scene.Actors[_app.Scene.Selected];
        Until(() => other.Signal.Target.ToValenceArousal().Valence > 0.5f);
        Tool("mouseup", "1");
    }

    [Fact]
    public void A_recording_is_a_whole_file()
    {
        string folder = Directory.CreateTempSubdirectory("emovid-stage-").FullName;
        string file = Path.Combine(folder, "take.webp");
        _app.Graphics.StartRecording(file);
        Steps(6);
        Assert.Equal(file, _app.Graphics.StopRecording());
        using Media.FrameReader reader = Media.FrameReader.Open(file);
        Assert.Equal(400, reader.Width);
        Assert.True(reader.TryRead(out _));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_dropped_file_comes_on_and_a_broken_one_says_why()
    {
        string broken = Path.Combine(Path.GetTempPath(), $"emovid-{Guid.NewGuid():N}.png");
        File.WriteAllText(broken, "no picture");
        _app.Window.Drop!([CommittedFiles.Still("coffee.webp"), broken]);
        Until(() => _app.Scene.Actors.Length == 3 && _app.State.Notice.Length > 0);
        Assert.Equal("coffee", _app.Scene.Actors[^1].Name);
        Assert.Contains(broken, _app.State.Notice, StringComparison.Ordinal);
        File.Delete(broken);
    }

    private static void Tool(params string[] arguments)
    {
        using Process process = Process.Start("xdotool", arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void Steps(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _app.Step(0.02);
        }
    }

    private void Until(Func<bool> done)
    {
        for (int i = 0; i < 400 && !done(); i++)
        {
            Steps(1);
            Thread.Sleep(5);
        }

        Assert.True(done(), "It did not come about within 400 frames.");
    }

    private void AssertDraws()
    {
        long before = _app.Graphics.Renderer.FrameNumber;
        Steps(3);
        Assert.Equal(before + 3, _app.Graphics.Renderer.FrameNumber);
    }
}
