using System.Globalization;
using EmoVid.Realtime;
using EmoVid.Realtime.Media;
using MoodCamera;

if (CameraOptions.Parse(args, out string? problem) is not { } options)
{
    Console.Error.WriteLine($"MoodCamera: {problem}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};
try
{
    // Moods that are typed while it runs, a line each, come through the same source as any other: see IEmotionSource.
    var typed = new EmotionCueSource();
    typed.Add(new EmotionCue(TimeSpan.Zero, EmotionMix.Parse(options.Mood)));
    var signal = new EmotionSignal(attackSeconds: 1, releaseSeconds: 2);
    var times = new List<double>();
    using PixelEngine engine = PixelEngine.Open(EngineChoice.Auto);
    using var grader = new SceneGrader(engine, new SceneGraderOptions { IsLive = options.IsPaced, Threads = 0 });
    grader.Settings = new SceneGradeSettings { Signal = signal, Strength = options.Strength };
    using FFmpegCamera camera = FFmpegCamera.Open(options);
    using var output = new GradedFrames(options, camera.Format);
    long now = 0;
    new Thread(() => ReadMoods(typed, () => new TimeSpan(Volatile.Read(ref now)))) { IsBackground = true, Name = "moods" }.Start();
    while (!stop.IsCancellationRequested && camera.TryRead(out MediaFrame frame))
    {
        Volatile.Write(ref now, frame.Start.Ticks);
        signal.Follow(typed, frame.Start);
        times.Add(output.Add(frame, grader));
    }

    output.Complete();
    TimingSummary grading = TimingSummary.Of(times);
    bool isLimited = grader.TryReadLimiter(out FlashReport limiter) && limiter.IsAttenuated;
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{times.Count} frames, {signal.Target}, grader {grading.P50:0.0} ms a frame (p99 {grading.P99:0.0}) on {grader.Device}{(isLimited ? ", flashes limited at the end" : "")}"));
    return 0;
}
catch (Exception failure) when (failure is EmoVidException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"MoodCamera: {failure.Message}");
    return 1;
}

static void ReadMoods(EmotionCueSource typed, Func<TimeSpan> now)
{
    while (Console.In.ReadLine() is { } line)
    {
        try
        {
            typed.Add(new EmotionCue(now(), EmotionMix.Parse(line)));
        }
        catch (EmoVidException failure)
        {
            Console.Error.WriteLine($"MoodCamera: {failure.Message}");
        }
    }
}
