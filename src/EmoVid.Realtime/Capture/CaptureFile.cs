namespace EmoVid.Realtime;

/// <summary>Bytes that a thread of its own brings to the disk, so that who adds them never waits for it.</summary>
internal sealed class CaptureFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _hasBytes = new(false);
    private readonly ManualResetEventSlim _isIdle = new(true);
    private byte[] _filling = new byte[1 << 16];
    private byte[] _writing = new byte[1 << 16];
    private int _count;
    private bool _ends;
    private volatile Exception? _failure;

    public CaptureFile(string path)
    {
        _path = path;
        try
        {
            // Unbuffered: whole lines are there as soon as they are written, whatever happens to the program next.
            _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(failure);
        }

        _thread = new Thread(Write) { IsBackground = true, Name = "EmoVid capture" };
        _thread.Start();
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_failure is { } failure)
        {
            throw Failed(failure);
        }

        lock (_gate)
        {
            if (_count + bytes.Length > _filling.Length)
            {
                Array.Resize(ref _filling, Math.Max(2 * _filling.Length, _count + bytes.Length));
            }

            bytes.CopyTo(_filling.AsSpan(_count));
            _count += bytes.Length;
            _isIdle.Reset();
        }

        _hasBytes.Set();
    }

    /// <summary>Waits until everything is on its way to the disk.</summary>
    public void Flush()
    {
        _isIdle.Wait();
        if (_failure is { } failure)
        {
            throw Failed(failure);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ends = true;
        }

        _hasBytes.Set();
        _thread.Join();
        _stream.Dispose();
        _hasBytes.Dispose();
        _isIdle.Dispose();
    }

    private void Write()
    {
        while (true)
        {
            _hasBytes.WaitOne();
            int count;
            bool ends;
            lock (_gate)
            {
                (_filling, _writing) = (_writing, _filling);
                (count, _count) = (_count, 0);
                ends = _ends;
            }

            try
            {
                if (_failure is null)
                {
                    _stream.Write(_writing, 0, count);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or NotSupportedException)
            {
                _failure = failure;
            }

            lock (_gate)
            {
                if (_count == 0)
                {
                    _isIdle.Set();
                }
            }

            if (ends)
            {
                return;
            }
        }
    }

    private CaptureException Failed(Exception failure) =>
        new($"writing the capture '{_path}': found that it cannot be written ({failure.Message.TrimEnd('.')}), expected a writable place with room; choose another", failure);
}
