using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Compares frames with those of a capture, and writes them where a clip is wanted.</summary>
internal sealed class ReplayOutput(CaptureLog log, string? path) : IDisposable
{
    /// <summary>Shown for a frame that a file gives no time: the shortest that all formats can write.</summary>
    private static readonly TimeSpan ShortestFrame = TimeSpan.FromMilliseconds(10);

    private readonly FrameDigest _digest = new();
    private ClipWriter? _writer;
    private bool _hasRate;
    private long _frames;
    private long _differing;
    private long _first = -1;

    /// <summary>Begins the clip, once its size is known.</summary>
    public void Begin(int width, int height, double? framesPerSecond)
    {
        _hasRate = framesPerSecond.HasValue;
        if (path is not null)
        {
            _writer = ClipWriter.Create(path, width, height, new ClipWriterOptions { FramesPerSecond = framesPerSecond });
        }
    }

    public void Add(in FrameView frame)
    {
        Compare(_digest.Of(frame));
        _writer?.Add(frame);
    }

    /// <summary>Takes a frame of a clip, or a pass over a still, of which only the last is shown.</summary>
    public void Add(in FrameView frame, TimeSpan duration, bool isShown)
    {
        Compare(_digest.Of(frame));
        if (isShown && _hasRate)
        {
            _writer?.Add(frame);
        }
        else if (isShown)
        {
            _writer?.Add(frame, duration > ShortestFrame ? duration : ShortestFrame);
        }
    }

    /// <inheritdoc cref="Add(in FrameView, TimeSpan, bool)"/>
    /// <exception cref="CaptureException">The clip's format takes no planes.</exception>
    public void Add(in YuvFrameView frame, TimeSpan duration, bool isShown)
    {
        Compare(_digest.Of(frame));
        if (_writer is { TakesYuv: false })
        {
            throw new CaptureException($"replaying into '{path}': found a format of pixels, expected one of video for what was captured; use .mp4 or .webm");
        }

        if (isShown && _hasRate)
        {
            _writer?.Add(frame);
        }
        else if (isShown)
        {
            _writer?.Add(frame, duration > ShortestFrame ? duration : ShortestFrame);
        }
    }

    public void Complete()
    {
        if (_frames > 0)
        {
            _writer?.Complete();
        }
    }

    public CaptureReplayReport Report(string setting) => new(_frames, log.Digests.Count, _differing, _first, setting.TrimStart(';', ' '));

    public void Dispose()
    {
        _writer?.Dispose();
        _digest.Dispose();
    }

    private void Compare(ulong digest)
    {
        if (digest != log.Digests[(int)_frames])
        {
            _first = _first < 0 ? _frames : _first;
            _differing++;
        }

        _frames++;
    }
}
