using System.Text;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>Takes every frame of a reader through a grader into a writer.</summary>
internal sealed class GradeFrames : IDisposable
{
    /// <summary>Shown for a frame that a file gives no time: the shortest that all formats can write.</summary>
    private static readonly TimeSpan ShortestFrame = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a still stands before it is written: the steering has then measured what it did, and corrected it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>From one pass over a still to the next.</summary>
    public static readonly TimeSpan SettlingStep = TimeSpan.FromSeconds(0.1);

    private readonly SceneGrader _grader;
    private readonly ClipWriter _writer;
    private readonly byte[]? _mask;
    private readonly bool _compares;
    private readonly AtomicFile? _flashes;
    private readonly GradeBuffer _graded = new();
    private byte[] _pair = [];
    private long _passes;

    /// <param name="grader">What grades.</param>
    /// <param name="writer">Where frames go; twice as wide where originals stand beside them.</param>
    /// <param name="mask">Coverage of every pixel, or null.</param>
    /// <param name="compares">Whether originals stand beside the graded frames.</param>
    /// <param name="flashReport">Where the flash limiter's rows go, or null.</param>
    public GradeFrames(SceneGrader grader, ClipWriter writer, byte[]? mask, bool compares, string? flashReport)
    {
        (_grader, _writer, _mask, _compares) = (grader, writer, mask, compares);
        if (flashReport is not null)
        {
            _flashes = AtomicFile.Create(flashReport);
            _flashes.Write(Encoding.UTF8.GetBytes(FlashReport.CsvHeader + "\n"));
        }
    }

    /// <summary>What to do before each frame, by its time.</summary>
    public Action<TimeSpan>? BeforeFrame { get; init; }

    /// <summary>Whether frames bring their durations to the writer.</summary>
    public bool WithDurations { get; init; }

    /// <summary>Whether the one frame is a still, of which only the settled grade is shown.</summary>
    public bool IsStill { get; init; }

    /// <summary>What keeps a capture of the run, or null. Each pass over a still is a frame of it.</summary>
    public CaptureWriter? Capture { get; init; }

    /// <summary>Grades all frames and completes the outputs.</summary>
    public int Run(FrameReader reader, IProgress<int>? progress, CancellationToken cancellation)
    {
        int count = 0;
        while (reader.TryRead(out MediaFrame frame))
        {
            cancellation.ThrowIfCancellationRequested();
            BeforeFrame?.Invoke(frame.Start);
            TimeSpan time = frame.Start;
            for (; IsStill && time < frame.Start + Settling; time += SettlingStep)
            {
                Grade(frame, time);
            }

            Grade(frame, time);
            Write(frame);
            if (_flashes is not null && _grader.TryReadLimiter(out FlashReport report))
            {
                _flashes.Write(Encoding.UTF8.GetBytes(report.ToCsv() + "\n"));
            }

            progress?.Report(++count);
        }

        _writer.Complete();
        _flashes?.Commit();
        Capture?.Complete();
        return count;
    }

    public void Dispose() => _flashes?.Dispose();

    private void Grade(in MediaFrame frame, TimeSpan time)
    {
        Capture?.Step(CaptureStep.Of(_passes++, _grader.Settings, time));
        if (frame.IsYuv)
        {
            YuvFrameTarget planes = _graded.Like(frame.Yuv);
            _grader.Process(frame.Yuv, planes, time, Mask(planes.Width, planes.Height));
            Capture?.Add(planes.View);
        }
        else
        {
            FrameView source = frame.View;
            FrameTarget target = _graded.Like(source);
            _grader.Process(source, target, time, Mask(source.Width, source.Height));
            Capture?.Add(target.View);
        }
    }

    private void Write(in MediaFrame frame)
    {
        TimeSpan duration = frame.Duration > ShortestFrame ? frame.Duration : ShortestFrame;
        if (frame.IsYuv)
        {
            YuvFrameTarget planes = _graded.Like(frame.Yuv);
            if (WithDurations)
            {
                _writer.Add(planes.View, duration);
            }
            else
            {
                _writer.Add(planes.View);
            }

            return;
        }

        FrameView source = frame.View;
        FrameView graded = _graded.Like(source).View;
        FrameView shown = _compares ? Beside(source, graded) : graded;
        if (WithDurations)
        {
            _writer.Add(shown, duration);
        }
        else
        {
            _writer.Add(shown);
        }
    }

    private FrameView Beside(in FrameView original, in FrameView graded)
    {
        int rowBytes = original.Width * original.Format.BytesPerPixel(), pairBytes = checked(2 * rowBytes);
        if (_pair.Length == 0)
        {
            _pair = new byte[checked(pairBytes * original.Height)];
        }

        var pair = new FrameTarget(_pair, 2 * original.Width, original.Height, pairBytes, original.Format, original.AlphaMode, original.Encoding);
        for (int y = 0; y < original.Height; y++)
        {
            original.Row(y).CopyTo(pair.Row(y));
            graded.Row(y).CopyTo(pair.Row(y)[rowBytes..]);
        }

        return pair.View;
    }

    private MaskView Mask(int width, int height) => _mask is null ? default : new MaskView(_mask, width, height, width);
}
