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
    private readonly byte[] _bytes;
    private int _count;

    /// <exception cref="EmoVidException">The place cannot be written.</exception>
    public GradedFrames(CameraOptions options, RawFrameFormat format)
    {
        (_options, _format) = (options, format);
        _bytes = new byte[format.FrameBytes];
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
        if (_format.IsYuv)
        {
            YuvFrameTarget target = Planes();
            grader.Process(frame.Yuv, target, frame.Start);
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            _writer!.Add(target.View);
            _count++;
            return milliseconds;
        }
        else
        {
            var target = new FrameTarget(_bytes, _format.Width, _format.Height, _format.Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque);
            grader.Process(frame.View, target, frame.Start);
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            PngWriter.Write(Path.Combine(_options.Output, string.Create(CultureInfo.InvariantCulture, $"{_count++:00000}.png")), target.View);
            return milliseconds;
        }
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

    private YuvFrameTarget Planes()
    {
        int luma = _format.Width * _format.Height, chroma = luma / 4;
        return YuvFrameTarget.I420(
            _bytes.AsSpan(0, luma), _format.Width, _bytes.AsSpan(luma, chroma), _bytes.AsSpan(luma + chroma, chroma), _format.Width / 2,
            _format.Width, _format.Height, _format.Range, _format.EffectiveMatrix);
    }
}
