using System.Diagnostics;
using System.Globalization;
using ChatMood;
using EmoVid.Realtime;

if (ChatOptions.Parse(args, out string? problem) is not { } options)
{
    Console.Error.WriteLine($"ChatMood: {problem}");
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
    var source = new ChatEmotionSource(MoodRules.Read(options.Rules));
    // Frames go to standard output or words do, not both.
    TextWriter words = options.Output == "-" ? Console.Error : Console.Out;
    using var show = new ChatShow(options);
    Func<TimeSpan?> end = options.IsLive ? Listen(source, options.Seconds) : Load(source, options);
    int frames = show.Run(source, end, (time, mix) => words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} {mix}")), stop.Token);
    words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frames} frames, {source.LineCount} lines"));
    return 0;
}
catch (Exception failure) when (failure is EmoVidException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"ChatMood: {failure.Message}");
    return 1;
}

// A transcript is there as a whole: its times are its own, and without a scene the show outlasts its last line by two half-lives or so.
static Func<TimeSpan?> Load(ChatEmotionSource source, ChatOptions options)
{
    TimeSpan at = TimeSpan.Zero;
    foreach (string line in File.ReadLines(options.Chat).Where(line => !string.IsNullOrWhiteSpace(line)))
    {
        ChatLine said = ChatLine.Parse(line, at);
        at = said.At > at ? said.At : at;
        source.Add(said with { At = at });
    }

    TimeSpan? end = options.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.Scene is null ? at + TimeSpan.FromSeconds(6) : null;
    return () => end;
}

// Lines that are said now bear the time at which they come.
static Func<TimeSpan?> Listen(ChatEmotionSource source, double? seconds)
{
    long start = Stopwatch.GetTimestamp();
    long endTicks = seconds is { } limit ? TimeSpan.FromSeconds(limit).Ticks : long.MaxValue;
    var thread = new Thread(() =>
    {
        while (Console.In.ReadLine() is { } line)
        {
            source.Add(new ChatLine(Stopwatch.GetElapsedTime(start), line));
        }

        // What was said last is still seen.
        long last = (Stopwatch.GetElapsedTime(start) + TimeSpan.FromSeconds(2)).Ticks;
        Volatile.Write(ref endTicks, Math.Min(last, Volatile.Read(ref endTicks)));
    })
    { IsBackground = true, Name = "chat" };
    thread.Start();
    return () => Volatile.Read(ref endTicks) is var ticks && ticks == long.MaxValue ? null : new TimeSpan(ticks);
}
