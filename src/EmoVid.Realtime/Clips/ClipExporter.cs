using System.Collections.Concurrent;
using System.Diagnostics;

namespace EmoVid.Realtime;

/// <summary>Makes all frames of a clip and hands them to sinks. The networks, the compositor and the meter run on the calling
/// thread, the sinks on one thread beside it, with a few frames between them.</summary>
public static class ClipExporter
{
    /// <summary>Frames between the two threads: enough to ride out an encoder's key frame, few enough to stay small.</summary>
    private const int FramesInFlight = 4;

    /// <summary>Makes the clip and completes the sinks. The caller still disposes them; after a failure or a cancellation none
    /// of them is complete.</summary>
    /// <param name="clip">The act.</param>
    /// <param name="meter">Measures every frame.</param>
    /// <param name="sinks">Take every frame, in this order.</param>
    /// <param name="progress">Told the number of frames that the sinks have taken; may be null.</param>
    /// <param name="cancellation">Stops between two frames.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="EmoVidException">A network, the device or a sink failed.</exception>
    public static ClipReport Export(StickerClip clip, AttributeMeter meter, IReadOnlyList<IFrameSink> sinks, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(sinks);
        long start = Stopwatch.GetTimestamp();
        int size = clip.Request.Size;
        using var free = new BlockingCollection<RgbaImage>();
        using var filled = new BlockingCollection<RgbaImage>();
        for (int i = 0; i < FramesInFlight; i++)
        {
            free.Add(new RgbaImage(size, size, AlphaMode.Premultiplied), CancellationToken.None);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sinkTimes = new List<double>(clip.FrameCount);
        var consumer = Task.Factory.StartNew(() => Drain(filled, free, sinks, sinkTimes, progress, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        (AttributeSums Sums, List<double> Times) produced;
        try
        {
            produced = Produce(clip, meter, free, filled, stop.Token);
            filled.CompleteAdding();
        }
        catch
        {
            stop.Cancel();
            WaitForStopped(consumer);
            throw;
        }

        consumer.GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
        foreach (IFrameSink sink in sinks)
        {
            sink.Complete();
        }

        return new ClipReport
        {
            Frames = clip.FrameCount,
            Attributes = VisualAttributes.FromSums(produced.Sums),
            Generator = clip.GeneratorTimes,
            Compositor = clip.CompositorTimes,
            Meter = TimingSummary.Of(produced.Times),
            Sinks = TimingSummary.Of(sinkTimes),
            AppearanceMilliseconds = clip.AppearanceMilliseconds,
            MotionMilliseconds = clip.MotionMilliseconds,
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        };
    }

    private static (AttributeSums Sums, List<double> Times) Produce(StickerClip clip, AttributeMeter meter, BlockingCollection<RgbaImage> free, BlockingCollection<RgbaImage> filled, CancellationToken stop)
    {
        AttributeSums frameSums = new(), sums = new();
        var times = new List<double>(clip.FrameCount);
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            RgbaImage image = free.Take(stop);
            clip.Render(frame, image.Target);
            long start = Stopwatch.GetTimestamp();
            meter.Measure(image.View, frameSums);
            sums.Add(frameSums);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            filled.Add(image, stop);
        }

        return (sums, times);
    }

    private static void Drain(BlockingCollection<RgbaImage> filled, BlockingCollection<RgbaImage> free, IReadOnlyList<IFrameSink> sinks, List<double> times, IProgress<int>? progress, CancellationTokenSource stop)
    {
        try
        {
            foreach (RgbaImage image in filled.GetConsumingEnumerable(stop.Token))
            {
                long start = Stopwatch.GetTimestamp();
                foreach (IFrameSink sink in sinks)
                {
                    sink.Add(image.View);
                }

                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                free.Add(image);
                progress?.Report(times.Count);
            }
        }
        catch
        {
            // The producer may be waiting for a free frame that will never come.
            stop.Cancel();
            throw;
        }
    }

    /// <summary>Waits for a stopped consumer. Its own failure is thrown, since the producer then saw only the stop that
    /// followed from it; the stop itself is not.</summary>
    private static void WaitForStopped(Task consumer)
    {
        try
        {
            consumer.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
        }
    }
}
