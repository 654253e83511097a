namespace FFMpegCore.Pipes;

/// <summary>Feeds ffmpeg from a stream, from its current position to its end.</summary>
public class StreamPipeSource : IPipeSource
{
    /// <summary>Takes the stream, which stays the caller's to dispose.</summary>
    public StreamPipeSource(Stream source) => Source = source;

    /// <summary>The stream.</summary>
    public Stream Source { get; }

    /// <summary>Bytes copied at a time.</summary>
    public int BlockSize { get; } = 4096;

    /// <summary>Options that describe the stream; none.</summary>
    public string StreamFormat { get; } = string.Empty;

    /// <inheritdoc/>
    public string GetStreamArguments() => StreamFormat;

    /// <inheritdoc/>
    public Task WriteAsync(Stream outputStream, CancellationToken cancellationToken) =>
        Source.CopyToAsync(outputStream, BlockSize, cancellationToken);
}
