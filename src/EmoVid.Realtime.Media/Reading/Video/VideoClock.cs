using System.Globalization;

namespace EmoVid.Realtime.Media;

/// <summary>Turns ffmpeg's timestamps into the start and duration of every frame.</summary>
/// <remarks>
/// <para>ffmpeg rewrites timestamps that repeat or go backwards on their way into a container, without a trace. So a filter mends them
/// before that (<see cref="Filter"/>) and says so in the two low bits of the stamp, whose unit is a quarter of a tick of 100 ns:
/// bit 0 stands on the first frame of its size and format, bit 1 on a frame whose own time was missing, repeated or went back.
/// Such a frame starts one average frame after its predecessor, and so do the following ones until their own times are later.</para>
/// <para>A frame lasts until the next one starts; the last one until the stream's stated end, or one average frame where that is not
/// stated or not later.</para>
/// </remarks>
internal sealed class VideoClock(double framesPerSecond, TimeSpan? streamDuration)
{
    /// <summary>Stamps a second: four to a tick.</summary>
    public const long StampsPerSecond = 4 * TimeSpan.TicksPerSecond;

    private const int FirstFlag = 1;
    private const int RepairedFlag = 2;

    private readonly long _averageTicks = AverageTicks(framesPerSecond);
    private long? _origin;
    private long _ticks;
    private long _previousTicks;
    private int _repaired;

    /// <summary>Frames that are whole.</summary>
    public int Count { get; set; }

    /// <summary>Frames whose time was mended.</summary>
    public int Repaired => Volatile.Read(ref _repaired);

    /// <summary>When the last frame taken starts, from the first frame on.</summary>
    public TimeSpan Start => TimeSpan.FromTicks(_ticks);

    /// <summary>When the frame before it starts.</summary>
    public TimeSpan PreviousStart => TimeSpan.FromTicks(_previousTicks);

    /// <summary>How long the frame before it lasts.</summary>
    public TimeSpan PreviousDuration => TimeSpan.FromTicks(_ticks - _previousTicks);

    /// <summary>How long the last frame taken lasts if none follows.</summary>
    public TimeSpan LastDuration => streamDuration is { } end && end.Ticks > _ticks ? TimeSpan.FromTicks(end.Ticks - _ticks) : TimeSpan.FromTicks(_averageTicks);

    /// <summary>Whether this frame is the first one of its size and format.</summary>
    public static bool IsFirstOfItsKind(long stamp) => (stamp & FirstFlag) != 0;

    /// <summary>The filters that make the stamps. N counts from 0 again when the size or the format of the frames changes.</summary>
    public static string Filter(double framesPerSecond) => string.Create(
        CultureInfo.InvariantCulture,
        $"settb=1/{StampsPerSecond},setpts='if(eq(N,0),4*if(isnan(PTS),0,round(PTS/4))+{FirstFlag},if(gt(round(PTS/4),floor(PREV_OUTPTS/4)),4*round(PTS/4),4*(floor(PREV_OUTPTS/4)+{AverageTicks(framesPerSecond)})+{RepairedFlag}))'");

    /// <summary>Takes the next frame's stamp.</summary>
    public void Take(long stamp)
    {
        long ticks = stamp >> 2;
        _origin ??= ticks;
        (_previousTicks, _ticks) = (_ticks, Math.Max(_ticks, ticks - _origin.Value));
        if ((stamp & RepairedFlag) != 0)
        {
            Interlocked.Increment(ref _repaired);
        }
    }

    /// <summary>25 frames a second where the file does not say, as ffmpeg assumes.</summary>
    private static long AverageTicks(double framesPerSecond) =>
        double.IsFinite(framesPerSecond) && framesPerSecond > 0 ? Math.Max(1, (long)Math.Round(TimeSpan.TicksPerSecond / framesPerSecond)) : TimeSpan.TicksPerSecond / 25;
}
