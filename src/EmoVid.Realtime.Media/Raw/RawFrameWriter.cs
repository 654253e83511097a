namespace EmoVid.Realtime.Media;

/// <summary>Writes raw frames into a stream, such as standard output; nothing but their bytes, rows and planes without padding.</summary>
public sealed class RawFrameWriter : ClipWriter
{
    private readonly Stream _stream;
    private readonly RawFrameFormat _format;
    private readonly string _name;
    private readonly byte[] _buffer;

    /// <summary>Begins to write.</summary>
    /// <param name="stream">Where the bytes go; stays the caller's to dispose.</param>
    /// <param name="format">What they are to be. RGBA and BGRA and their alpha modes turn into each other; the other layouts take
    /// frames of their own kind only.</param>
    /// <param name="name">What messages call the stream, e.g. "-".</param>
    public RawFrameWriter(Stream stream, RawFrameFormat format, string name = "-")
        : base(format?.Width ?? throw new ArgumentNullException(nameof(format)), format.Height, new ClipWriterOptions { FramesPerSecond = Math.Min(1000, format.FramesPerSecond) })
    {
        ArgumentNullException.ThrowIfNull(stream);
        format.Validate();
        (_stream, _format, _name) = (stream, format, name);
        _buffer = GC.AllocateUninitializedArray<byte>(format.FrameBytes);
    }

    /// <inheritdoc/>
    public override bool TakesYuv => _format.IsYuv;

    /// <summary>Raw frames carry no times, so durations are taken and dropped.</summary>
    private protected override bool IsTimeless => true;

    private protected override void AddFrame(in FrameView frame, TimeSpan? duration)
    {
        if (_format.IsYuv)
        {
            throw new InvalidOperationException("The stream takes planes, not pixels: see TakesYuv.");
        }

        int rowBytes = Width * _format.PackedFormat.BytesPerPixel();
        if (frame.Format == _format.PackedFormat && (frame.AlphaMode == _format.AlphaMode || _format.AlphaMode == AlphaMode.Opaque))
        {
            if (frame.StrideBytes == rowBytes)
            {
                Write(frame.Pixels[..(rowBytes * Height)]);
                return;
            }

            for (int y = 0; y < Height; y++)
            {
                frame.Row(y).CopyTo(_buffer.AsSpan(y * rowBytes));
            }
        }
        else
        {
            AlphaConversion.Convert(frame, new FrameTarget(_buffer, Width, Height, rowBytes, _format.PackedFormat, _format.AlphaMode));
        }

        Write(_buffer);
    }

    private protected override void AddFrame(in YuvFrameView frame, TimeSpan? duration)
    {
        if (!_format.IsYuv || frame.Layout != _format.YuvLayout)
        {
            throw new InvalidOperationException($"The stream takes {_format.Layout}, not planes of {frame.Layout}.");
        }

        YuvImage.Pack(frame, _buffer);
        Write(_buffer);
    }

    private protected override void CompleteFile()
    {
        try
        {
            _stream.Flush();
        }
        catch (IOException exception)
        {
            throw Closed(exception);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException exception)
        {
            throw Closed(exception);
        }
    }

    private MediaFileException Closed(IOException exception) => new(
        MediaException.Compose($"Writing '{_name}'", $"that its reader stopped after {FrameCount} frames ({exception.Message.TrimEnd('.')})", "a reader for all of them", "check what reads the stream"),
        exception);
}
