using System.Reflection;

namespace EmoVid.Realtime;

/// <summary>The first line of a capture: what was done, by what, and the settings that do not change while it runs.</summary>
public sealed record CaptureHeader
{
    /// <summary>What was done.</summary>
    public required CaptureWork Work { get; init; }

    /// <summary>The engine and device that made the pixels, as <see cref="PixelEngine.Device"/> says it.</summary>
    public required string Device { get; init; }

    /// <summary>The version of the SDK that wrote the capture.</summary>
    public string SdkVersion { get; init; } = ThisSdk;

    /// <summary>Who ran the networks, e.g. "cpu"; null for <see cref="CaptureWork.Grade"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The model pack's hash; null for <see cref="CaptureWork.Grade"/>.</summary>
    public string? PackHash { get; init; }

    /// <summary>Side of the frames in pixels; 0 for <see cref="CaptureWork.Grade"/>, whose frames are the input's.</summary>
    public int Size { get; init; }

    /// <summary>Frames a second: frame n is that of the time n / rate. 0 for <see cref="CaptureWork.Grade"/>, whose times are the input's, and for
    /// <see cref="CaptureWork.Live"/>, whose times are the clock's.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>Length of the loop in seconds; 0 but for <see cref="CaptureWork.Clip"/>.</summary>
    public double Seconds { get; init; }

    /// <summary>Seed of the performance; 0 for <see cref="CaptureWork.Grade"/>.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether the flash limiter was on; for <see cref="CaptureWork.Grade"/> alone.</summary>
    public bool LimitsFlashes { get; init; }

    /// <summary>Whether planes went through the grader as the decoder gave them; for <see cref="CaptureWork.Grade"/> alone.</summary>
    public bool KeepsYuv { get; init; }

    /// <summary>Whether a high dynamic range was mapped to the standard one; for <see cref="CaptureWork.Grade"/> alone.</summary>
    public bool MapsTones { get; init; }

    /// <summary>Seconds from one frame of the capture to the next where the input is a still that was graded again and again; 0 for a clip. For
    /// <see cref="CaptureWork.Grade"/> alone.</summary>
    public double PassSeconds { get; init; }

    /// <summary>The version of the SDK that runs.</summary>
    public static string ThisSdk { get; } = typeof(CaptureHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The header of a clip.</summary>
    /// <param name="animator">What makes it act.</param>
    /// <param name="engine">What composes.</param>
    /// <param name="request">What is acted.</param>
    public static CaptureHeader Of(StickerAnimator animator, PixelEngine engine, ClipRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(animator, engine, request.Size, request.FramesPerSecond, request.Seed) with { Work = CaptureWork.Clip, Seconds = request.Seconds };
    }

    /// <summary>The header of a performance in fixed steps.</summary>
    /// <param name="animator">What makes it act.</param>
    /// <param name="engine">What composes.</param>
    /// <param name="size">Side of the frames in pixels.</param>
    /// <param name="framesPerSecond">Frames a second.</param>
    /// <param name="seed">The performance's seed.</param>
    public static CaptureHeader Of(StickerAnimator animator, PixelEngine engine, int size, double framesPerSecond, ulong seed) =>
        Of(animator, engine, size, seed) with { Work = CaptureWork.Performance, FramesPerSecond = framesPerSecond };

    /// <summary>The header of a live performance, whose networks run on an <see cref="Generation.ActorThread"/> of its own. Actors that share runs there
    /// (<see cref="Generation.ActorThreadOptions.ActorsAtOnce"/> above 1) are not the same to the bit when each is repeated alone.</summary>
    /// <param name="animator">What makes it act.</param>
    /// <param name="engine">What composes.</param>
    /// <param name="size">Side of the frames in pixels.</param>
    /// <param name="seed">The performance's seed.</param>
    public static CaptureHeader Of(StickerAnimator animator, PixelEngine engine, int size, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(animator);
        ArgumentNullException.ThrowIfNull(engine);
        return new CaptureHeader
        {
            Work = CaptureWork.Live,
            Device = engine.Device,
            Provider = animator.Provider.ToString().ToLowerInvariant(),
            PackHash = animator.Pack.Hash,
            Size = size,
            Seed = seed,
        };
    }
}
