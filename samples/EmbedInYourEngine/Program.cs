using System.Diagnostics;
using System.Globalization;
using EmbedInYourEngine;
using EmoVid.Realtime;
using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

const int FramesInFlight = 2, Images = 3, WarmUp = 8, TurnAt = 10, FramesPerSecond = 60;
const uint Width = 640, Height = 360;
bool validates = args.Contains("--validate");
string[] numbers = [.. args.Where(argument => argument != "--validate")];
if (numbers is not ([] or ["--frames", _]) || (numbers.Length == 2 && !(int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int asked) && asked >= 1)))
{
    Console.Error.WriteLine("usage: EmbedInYourEngine [--frames N] [--validate]");
    return 2;
}

int frameCount = numbers.Length == 2 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : 120;
try
{
    Console.WriteLine($"the SDK asks for Vulkan {VulkanRequirements.ApiVersionText}, {string.Join(", ", VulkanRequirements.Features)}, extensions: {(VulkanRequirements.DeviceExtensions.Count == 0 ? "none" : string.Join(", ", VulkanRequirements.DeviceExtensions))}");
    using (var engine = new Engine(validates))
    {
        Run(engine);
    }

    // The layer tells of what was left behind when the device goes.
    return EngineMessages.Count == 0 ? 0 : 1;
}
catch (Exception failure) when (failure is EngineException or EmoVidException or DllNotFoundException or FileNotFoundException)
{
    Console.Error.WriteLine($"EmbedInYourEngine: {failure.Message}");
    return 1;
}

void Run(Engine engine)
{
    EngineImage[] scenes = [.. Enumerable.Range(0, Images).Select(_ => new EngineImage(engine, Width, Height))];
    EngineImage[] shown = [.. Enumerable.Range(0, Images).Select(_ => new EngineImage(engine, Width, Height))];
    EngineFrame[] frames = [.. Enumerable.Range(0, FramesInFlight).Select(_ => new EngineFrame(engine))];
    var mood = new MoodOfTheScene(engine, scenes, shown, FramesInFlight);
    try
    {
        Console.WriteLine($"on {mood.Device}");
        RunFrames(engine, scenes, frames, mood);
    }
    finally
    {
        engine.Api.DeviceWaitIdle(engine.Device);
        mood.Dispose();
        Array.ForEach(frames, frame => frame.Dispose());
        Array.ForEach([.. scenes, .. shown], image => image.Dispose());
    }
}

void RunFrames(Engine engine, EngineImage[] scenes, EngineFrame[] frames, MoodOfTheScene mood)
{
    var times = new double[frameCount];
    var lines = new List<string>(2 * frameCount);
    long allocated = 0;
    Action<string, long, VisualAttributes> show = (what, frame, look) => lines.Add(string.Create(CultureInfo.InvariantCulture,
        $"frame {frame} {what} brightness {look.Brightness:0.000000} colorfulness {look.Colorfulness:0.000000} hue {look.HueDegrees:0.0}"));
    for (long number = 0; number < frameCount; number++)
    {
        EngineFrame frame = frames[number % FramesInFlight];
        int image = (int)(number % Images);

        // Begin has seen the fence of the frame that stood here before: what the SDK recorded into it is done.
        frame.Begin();
        mood.Collect(number - FramesInFlight, show);
        ScenePass.Record(engine, frame.Commands, scenes[image], number);
        if (number == TurnAt)
        {
            mood.Turn(EmotionMix.Of(Emotion.Sadness));
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        bool isRecorded = mood.TryRecord(frame.Commands, image, number, TimeSpan.FromSeconds(1.0 / FramesPerSecond));
        times[number] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        allocated += number < WarmUp ? 0 : GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (!isRecorded)
        {
            throw new EngineException($"recording frame {number}: found all places in flight, expected one free");
        }

        frame.Submit();
    }

    EngineException.Check(engine.Api.DeviceWaitIdle(engine.Device), "waiting");
    mood.Collect(frameCount - 1, show);
    lines.ForEach(Console.WriteLine);
    double[] steady = [.. times.Skip(Math.Min(WarmUp, frameCount - 1)).Order()];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{frameCount} frames, {lines.Count} measurements, recording {steady[steady.Length / 2]:0.000} ms a frame (p99 {steady[(steady.Length - 1) * 99 / 100]:0.000}), {allocated} bytes allocated"));
}
