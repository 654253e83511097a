using System.Collections.Concurrent;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Writes what the stage shows into a file, on a thread of its own. A frame that comes while all buffers wait for the encoder is left out, and the one
/// before it lasts longer.</summary>
internal sealed class ClipRecorder : IDisposable
{
    private const int Buffers = 8;

    private readonly ClipWriter _writer;
    private readonly BlockingCollection<(byte[] Pixels, TimeSpan At)> _full = new(Buffers);
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly Thread _thread;
    private readonly int _width, _height;
    private TimeSpan _startedAt = TimeSpan.MinValue;
    private EmoVidException? _failure;

    public ClipRecorder(string path, int width, int height)
    {
        (Path, _width, _height) = (path, width, height);
        _writer = ClipWriter.Create(path, width, height, new ClipWriterOptions { Quality = 85 });
        for (int i = 0; i < Buffers; i++)
        {
            _free.Add(new byte[width * height * 4]);
        }

        _thread = new Thread(Work) { Name = "stage recorder", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    public string Path { get; }

    public TimeSpan Length { get; private set; }

    /// <summary>Frames that were left out.</summary>
    public long Missed { get; private set; }

    /// <summary>Hands a frame over. Never waits.</summary>
    /// <param name="pixels">Opaque RGBA8.</param>
    /// <param name="at">When it is shown.</param>
    public void Add(ReadOnlySpan<byte> pixels, TimeSpan at)
    {
        if (!_free.TryTake(out byte[]? buffer))
        {
            Missed++;
            return;
        }

        pixels.CopyTo(buffer);
        _startedAt = _startedAt == TimeSpan.MinValue ? at : _startedAt;
        Length = at - _startedAt;
        _full.Add((buffer, at));
    }

    /// <summary>Ends the file.</summary>
    /// <exception cref="EmoVidException">It could not be written; nothing is left of it.</exception>
    public void Complete()
    {
        _full.CompleteAdding();
        _thread.Join();
        if (_failure is not null)
        {
            throw _failure;
        }

        _writer.Complete();
    }

    public void Dispose()
    {
        _full.CompleteAdding();
        _thread.Join();
        _writer.Dispose();
        _full.Dispose();
    }

    // A frame's duration is known with the next one.
    private void Work()
    {
        (byte[] Pixels, TimeSpan At)? held = null;
        try
        {
            foreach ((byte[] Pixels, TimeSpan At) frame in _full.GetConsumingEnumerable())
            {
                if (held is { } before)
                {
                    Write(before.Pixels, frame.At - before.At);
                }

                held = frame;
            }

            if (held is { } last)
            {
                Write(last.Pixels, TimeSpan.FromMilliseconds(40));
            }
        }
        catch (EmoVidException e)
        {
            _failure = e;
            // What still comes finds no buffer and is left out.
            foreach ((byte[] Pixels, TimeSpan At) _ in _full.GetConsumingEnumerable())
            {
            }
        }
    }

    private void Write(byte[] pixels, TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
        {
            _writer.Add(new FrameView(pixels, _width, _height, _width * 4, PixelFormat.Rgba8, AlphaMode.Opaque), duration);
        }

        _free.Add(pixels);
    }
}
