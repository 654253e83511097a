using System.Text;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>Takes every frame of a reader through a grader into a writer.</summary>
internal sealed class GradeFrames : IDisposable
{
    /// <summary>Shown for a frame that a file gives no time: the shortest that all formats can write.</summary>
    private static readonly TimeSpan ShortestFrame = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a still stands before it is written: the steering has then measured what it did, and corrected it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3), SettlingStep = TimeSpan.FromSeconds(0.1);

    private readonly SceneGrader _grader;
    private readonly ClipWriter _writer;
    private readonly byte[]? _mask;
    private readonly bool _compares;
    private readonly AtomicFile? _flashes;
    private byte[] _graded = [];
    private byte[] _pair = [];

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
        return count;
    }

    public void Dispose() => _flashes?.Dispose();

    private void Grade(in MediaFrame frame, TimeSpan time)
    {
        if (frame.IsYuv)
        {
            YuvFrameTarget planes = Planes(frame.Yuv);
            _grader.Process(frame.Yuv, planes, time, Mask(planes.Width, planes.Height));
        }
        else
        {
            FrameView source = frame.View;
            _grader.Process(source, Pixels(ref _graded, source, 1), time, Mask(source.Width, source.Height));
        }
    }

    private void Write(in MediaFrame frame)
    {
        TimeSpan duration = frame.Duration > ShortestFrame ? frame.Duration : ShortestFrame;
        if (frame.IsYuv)
        {
            YuvFrameTarget planes = Planes(frame.Yuv);
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
        FrameView graded = Pixels(ref _graded, source, 1).View;
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
        FrameTarget pair = Pixels(ref _pair, original, 2);
        int rowBytes = original.Width * original.Format.BytesPerPixel();
        for (int y = 0; y < original.Height; y++)
        {
            original.Row(y).CopyTo(pair.Row(y));
            graded.Row(y).CopyTo(pair.Row(y)[rowBytes..]);
        }

        return pair.View;
    }

    private static FrameTarget Pixels(ref byte[] buffer, in FrameView like, int copies)
    {
        int rowBytes = checked(copies * like.Width * like.Format.BytesPerPixel());
        if (buffer.Length == 0)
        {
            buffer = new byte[checked(rowBytes * like.Height)];
        }

        return new FrameTarget(buffer, copies * like.Width, like.Height, rowBytes, like.Format, like.AlphaMode, like.Encoding);
    }

    private YuvFrameTarget Planes(in YuvFrameView like)
    {
        int luma = like.Width * like.Height, chroma = like.ChromaWidth * like.ChromaHeight;
        if (_graded.Length == 0)
        {
            _graded = new byte[checked(luma + 2 * chroma)];
        }

        return like.Layout == YuvLayout.Nv12
            ? YuvFrameTarget.Nv12(_graded.AsSpan(0, luma), like.Width, _graded.AsSpan(luma), 2 * like.ChromaWidth, like.Width, like.Height, like.Range, like.Matrix)
            : YuvFrameTarget.I420(_graded.AsSpan(0, luma), like.Width, _graded.AsSpan(luma, chroma), _graded.AsSpan(luma + chroma, chroma), like.ChromaWidth, like.Width, like.Height, like.Range, like.Matrix);
    }

    private MaskView Mask(int width, int height) => _mask is null ? default : new MaskView(_mask, width, height, width);
}
