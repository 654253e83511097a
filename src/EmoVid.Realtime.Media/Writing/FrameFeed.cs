using FFMpegCore.Pipes;

namespace EmoVid.Realtime.Media;

/// <summary>A few frames between the one who makes them and the thread that writes them into ffmpeg's pipe. Buffers go round; nothing is
/// allocated for a frame.</summary>
internal sealed class FrameFeed(string streamArguments) : IPipeSource
{
    private const int MostBuffers = 3;

    private readonly object _gate = new();
    private readonly Stack<byte[]> _free = new(MostBuffers);
    private readonly Queue<(byte[] Bytes, int Start, int Count)> _filled = new(MostBuffers);
    private int _made;
    private bool _completed;
    private bool _stopped;

    /// <inheritdoc/>
    public string GetStreamArguments() => streamArguments;

    /// <inheritdoc/>
    public Task WriteAsync(Stream outputStream, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Write(outputStream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>A buffer to fill; waits while all are on their way.</summary>
    /// <returns>Null once the feed has stopped: nobody reads any more.</returns>
    public byte[]? Rent(int bytes)
    {
        lock (_gate)
        {
            while (!_stopped)
            {
                if (_free.TryPop(out byte[]? buffer))
                {
                    return buffer;
                }

                if (_made < MostBuffers)
                {
                    _made++;
                    return GC.AllocateUninitializedArray<byte>(bytes);
                }

                Monitor.Wait(_gate);
            }
        }

        return null;
    }

    /// <summary>Sends a filled buffer on its way.</summary>
    public void Send(byte[] buffer, int count) => Send(buffer, 0, count);

    /// <summary>Sends a part of a filled buffer on its way.</summary>
    public void Send(byte[] buffer, int start, int count)
    {
        lock (_gate)
        {
            _filled.Enqueue((buffer, start, count));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>No frame follows.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends every wait, now and later.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Write(Stream pipe)
    {
        try
        {
            while (Next() is { Bytes: { } bytes } frame)
            {
                pipe.Write(bytes.AsSpan(frame.Start, frame.Count));
                lock (_gate)
                {
                    _free.Push(bytes);
                    Monitor.PulseAll(_gate);
                }
            }
        }
        finally
        {
            // Whoever waits for a buffer learns that none will come.
            Stop();
        }
    }

    private (byte[]? Bytes, int Start, int Count) Next()
    {
        lock (_gate)
        {
            while (!_stopped)
            {
                if (_filled.TryDequeue(out (byte[] Bytes, int Start, int Count) frame))
                {
                    return frame;
                }

                if (_completed)
                {
                    break;
                }

                Monitor.Wait(_gate);
            }
        }

        return default;
    }
}
