using System.Diagnostics;
using System.Globalization;
using EmoVid.Realtime;
using EmoVid.Realtime.Media;

namespace MoodCamera;

/// <summary>Where graded frames go: a clip, raw frames on standard output, or a picture a frame.</summary>
internal sealed class GradedFrames : IDisposable
{
    private readonly CameraOptions _options;
    private readonly RawFrameFormat _format;
    private readonly Stream? _pipe;
    private readonly ClipWriter? _writer;
    private readonly GradeBuffer _buffer = new();
    private int _count;

    /// <exception cref="EmoVidException">The place cannot be written.</exception>
    public GradedFrames(CameraOptions options, RawFrameFormat format)
    {
        (_options, _format) = (options, format);
        if (options.WritesPictures)
        {
            Directory.CreateDirectory(options.Output);
        }
        else if (options.Output == "-")
        {
            _pipe = Console.OpenStandardOutput();
            _writer = new RawFrameWriter(_pipe, format);
        }
        else
        {
            _writer = ClipWriter.Create(options.Output, format.Width, format.Height, new ClipWriterOptions { FramesPerSecond = format.FramesPerSecond });
            if (!_writer.TakesYuv)
            {
                _writer.Dispose();
                throw new EmoVidException($"writing '{options.Output}': found a format of stills and stickers, expected a video; use .mp4, .webm, a folder/ or -");
            }
        }
    }

    /// <summary>Grades a frame and passes it on.</summary>
    /// <returns>Milliseconds that the grader took.</returns>
    public double Add(in MediaFrame frame, SceneGrader grader)
    {
        long start = Stopwatch.GetTimestamp();
        double milliseconds;
        if (_format.IsYuv)
        {
            YuvFrameTarget target = _buffer.Like(frame.Yuv);
            grader.Process(frame.Yuv, target, frame.Start);
            milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            _writer!.Add(target.View);
        }
        else
        {
            FrameTarget target = _buffer.Like(frame.View);
            grader.Process(frame.View, target, frame.Start);
            milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            PngWriter.Write(Path.Combine(_options.Output, string.Create(CultureInfo.InvariantCulture, $"{_count:00000}.png")), target.View);
        }

        _count++;
        return milliseconds;
    }

    public void Complete()
    {
        if (_count > 0)
        {
            _writer?.Complete();
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _pipe?.Dispose();
    }
}
