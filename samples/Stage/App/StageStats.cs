using System.Diagnostics;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What the overlay shows: histories and the newest numbers. Allocates nothing a frame.</summary>
internal sealed class StageStats
{
    private static readonly Process Self = Process.GetCurrentProcess();
    private long _memoryReadAt;

    /// <summary>Brightness, 0-1, over the last frames.</summary>
    public FrameTimes Brightness { get; } = new();

    /// <summary>Colourfulness, 0-1, over the last frames.</summary>
    public FrameTimes Colorfulness { get; } = new();

    /// <summary>Frame times in milliseconds.</summary>
    public FrameTimes Frames { get; } = new();

    public VisualAttributes Look { get; private set; }

    public double SdkMilliseconds { get; private set; }

    /// <summary>Milliseconds of one actor's networks, mean over the actors.</summary>
    public double InferenceMilliseconds { get; private set; }

    public double GradeMilliseconds { get; private set; }

    public double UpdateRate { get; private set; }

    /// <summary>Frames that held earlier motion because the networks were late, over all actors.</summary>
    public long LateFrames { get; private set; }

    public string Device { get; private set; } = "";

    public bool IsSoftware { get; private set; }

    public string Provider { get; private set; } = "";

    /// <summary>Bytes of the process in memory, looked at twice a second.</summary>
    public long ProcessBytes { get; private set; }

    public long DeviceBytes { get; private set; }

    public FlashReport Limiter { get; private set; }

    public long MeasuresMissed { get; private set; }

    /// <summary>Takes over what a frame measured.</summary>
    public void Add(StageScene scene, StageRenderer renderer, Gpu gpu, double frameMilliseconds)
    {
        Frames.Add(frameMilliseconds);
        Look = renderer.Look;
        if (Look.Coverage > 0)
        {
            Brightness.Add(Look.Brightness);
            Colorfulness.Add(Look.Colorfulness);
        }

        SdkMilliseconds += (renderer.Sdk.Milliseconds - SdkMilliseconds) * 0.1;
        InferenceMilliseconds = scene.Networks.Milliseconds;
        GradeMilliseconds = scene.Backdrop.Milliseconds;
        UpdateRate = scene.Networks.PerActor;
        LateFrames = scene.Networks.Misses;
        (Device, IsSoftware, Provider) = (gpu.Name, gpu.IsSoftware, scene.Provider);
        DeviceBytes = gpu.MemoryBytes;
        MeasuresMissed = renderer.MeasuresMissed;
        if (scene.Backdrop.TryReadLimiter(out FlashReport report))
        {
            Limiter = report;
        }

        long now = Stopwatch.GetTimestamp();
        if (_memoryReadAt == 0 || Stopwatch.GetElapsedTime(_memoryReadAt, now).TotalSeconds > 0.5)
        {
            _memoryReadAt = now;
            Self.Refresh();
            ProcessBytes = Self.WorkingSet64;
        }
    }
}
