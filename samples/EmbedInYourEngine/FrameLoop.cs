using System.Diagnostics;
using System.Globalization;
using EmoVid.Realtime;
using EmoVid.Realtime.Media;
using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>The engine's frame loop: a scene is drawn, measured, graded into the image that is shown, measured there, and an acting sticker is drawn over it. All of it is one command
/// buffer of the engine's.</summary>
internal sealed class FrameLoop : IDisposable
{
    private const int FramesInFlight = 2, WarmUp = 40, TurnAt = 10, FramesPerSecond = 60, SpriteSide = 256;

    private static readonly EmotionMix Act = EmotionMix.Of(Emotion.Sadness);

    private readonly Engine _engine;
    private readonly EngineOptions _options;
    private readonly IEngineScreen _screen;
    private readonly EngineFrame[] _frames;
    private readonly EngineImage _sprite;
    private readonly SpritePass _sprites;
    private readonly VulkanDevice _sdk;
    private readonly MoodOfTheScene _mood;
    private readonly ActingSticker _sticker;
    private readonly List<string> _lines;
    private readonly Action<string, long, VisualAttributes> _measured;
    private readonly double[] _times;
    private EngineImage[] _scenes = [];
    private Screenshot? _picture;
    private long _allocated;

    public FrameLoop(Engine engine, EngineWindow? window, EngineOptions options)
    {
        (_engine, _options) = (engine, options);
        _screen = window is null ? new OffscreenScreen(engine, EngineOptions.Width, EngineOptions.Height) : new WindowScreen(engine, window);
        _frames = [.. Enumerable.Range(0, FramesInFlight).Select(_ => new EngineFrame(engine))];
        _sprite = EngineImage.Create(engine, SpriteSide, SpriteSide, ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit);
        _sprites = new SpritePass(engine, _sprite, _screen.Images[0].PixelFormat);
        _sdk = SdkOnEngine.Adopt(engine);
        _mood = new MoodOfTheScene(_sdk, FramesInFlight);
        _sticker = new ActingSticker(_sdk, StickerReader.Read(Path.Combine(AppContext.BaseDirectory, "engine", "face.webp")).View, _sprite, FramesInFlight, _screen.IsLive);
        _times = new double[options.Frames];
        _lines = new List<string>(2 * options.Frames);
        _measured = (what, frame, look) => _lines.Add(string.Create(CultureInfo.InvariantCulture,
            $"frame {frame} {what} brightness {look.Brightness:0.000000} colorfulness {look.Colorfulness:0.000000} hue {look.HueDegrees:0.0}"));
        MakeScenes();
    }

    /// <summary>Draws the frames that were asked for, or until the window is closed.</summary>
    public void Run(TextWriter output)
    {
        output.WriteLine($"on {_sdk.Name}");
        long number = 0, start = Stopwatch.GetTimestamp();
        double last = 0;
        while (number < _options.Frames && !_screen.IsClosed)
        {
            EngineFrame frame = _frames[number % FramesInFlight];
            frame.Wait();

            // The fence of the frame that stood here before was seen: what the SDK recorded into it is done.
            _mood.Collect(number - FramesInFlight, _measured);
            _sticker.Completed(number - FramesInFlight);
            if (!_screen.TryAcquire(frame, out int image))
            {
                Rebuild();
                continue;
            }

            double seconds = _screen.IsLive ? Stopwatch.GetElapsedTime(start).TotalSeconds : number / (double)FramesPerSecond;
            Draw(frame, image, number, seconds, seconds - last);
            (last, number) = (seconds, number + 1);
        }

        EngineException.Check(_engine.Api.DeviceWaitIdle(_engine.Device), "waiting");
        _mood.Collect(number - 1, _measured);
        _lines.ForEach(output.WriteLine);
        _picture?.Write(_options.Picture!);
        double[] steady = [.. _times.Take((int)number).Skip(Math.Min(WarmUp, (int)number - 1)).Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{number} frames, {_lines.Count} measurements, {_sticker.Updates} updates of the sticker, recording {steady[steady.Length / 2]:0.000} ms a frame (p99 {steady[(steady.Length - 1) * 99 / 100]:0.000}), {_allocated} bytes allocated"));
    }

    public void Dispose()
    {
        _ = _engine.Api.DeviceWaitIdle(_engine.Device);
        _sticker.Dispose();
        _mood.Dispose();
        _sdk.Dispose();
        _picture?.Dispose();
        _sprites.Dispose();
        _sprite.Dispose();
        Array.ForEach(_scenes, scene => scene.Dispose());
        Array.ForEach(_frames, frame => frame.Dispose());
        _screen.Dispose();
    }

    private void Draw(EngineFrame frame, int image, long number, double seconds, double elapsed)
    {
        frame.Begin();
        CommandBuffer commands = frame.Commands;
        EngineImage shown = _screen.Images[image];
        ScenePass.Record(_engine, commands, _scenes[number % FramesInFlight], number);
        if (number == TurnAt)
        {
            _mood.Turn(Act);
            _sticker.Signal.SetTarget(Act, TimeSpan.FromSeconds(seconds));
        }

        _sticker.Move(seconds);
        long bytes = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        bool isRecorded = _mood.TryRecord(commands, (int)(number % FramesInFlight), image, number, TimeSpan.FromSeconds(elapsed)) && _sticker.TryRecord(commands, number);
        _times[number] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _allocated += number < WarmUp ? 0 : GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (!isRecorded)
        {
            throw new EngineException($"recording frame {number}: found all places in flight, expected one free");
        }

        float side = shown.Height * 0.7f;
        _sprites.Record(commands, shown, (shown.Width - side) / 2, shown.Height - side, side);
        Finish(commands, shown, number);
        _screen.Show(frame, image);
    }

    /// <summary>From being drawn into to being shown, past a copy where a picture is wanted.</summary>
    private void Finish(CommandBuffer commands, EngineImage shown, long number)
    {
        bool isPictured = _options.Picture is not null && number == _options.Frames - 1;
        ImageLayout last = ImageLayout.ColorAttachmentOptimal;
        if (isPictured)
        {
            _picture = new Screenshot(_engine, shown);
            shown.Transition(commands, last, ImageLayout.TransferSrcOptimal, PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit,
                PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
            _picture.Record(commands);
            last = ImageLayout.TransferSrcOptimal;
        }

        if (last != _screen.ShownLayout)
        {
            shown.Transition(commands, last, _screen.ShownLayout, PipelineStageFlags.ColorAttachmentOutputBit | PipelineStageFlags.TransferBit,
                isPictured ? 0 : AccessFlags.ColorAttachmentWriteBit, PipelineStageFlags.BottomOfPipeBit, 0);
        }
    }

    /// <summary>The window has another size: its images and the scenes are made anew, and the SDK is told. What it has compiled and measured stays.</summary>
    private void Rebuild()
    {
        EngineException.Check(_engine.Api.DeviceWaitIdle(_engine.Device), "waiting");
        _mood.Forget();
        _screen.Rebuild();
        if (!_screen.IsClosed)
        {
            MakeScenes();
        }
    }

    private void MakeScenes()
    {
        Array.ForEach(_scenes, scene => scene.Dispose());
        EngineImage first = _screen.Images[0];
        _scenes = [.. _frames.Select(_ => EngineImage.Create(_engine, first.Width, first.Height, EngineImage.DrawnUsage))];
        _mood.Watch(_scenes, _screen.Images);
    }
}
