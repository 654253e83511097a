namespace FFMpegCore.Pipes;

/// <summary>Takes ffmpeg's output into a stream or a function.</summary>
public class StreamPipeSink : IPipeSink
{
    /// <summary>Hands the output to a function that reads it.</summary>
    public StreamPipeSink(Func<Stream, CancellationToken, Task> writer) => Writer = writer;

    /// <summary>Copies the output into a stream, which stays the caller's to dispose.</summary>
    public StreamPipeSink(Stream destination) =>
        Writer = (inputStream, cancellationToken) => inputStream.CopyToAsync(destination, BlockSize, cancellationToken);

    /// <summary>What reads the output.</summary>
    public Func<Stream, CancellationToken, Task> Writer { get; }

    /// <summary>Bytes copied at a time into a stream.</summary>
    public int BlockSize { get; set; } = 4096;

    /// <summary>The container format, or empty.</summary>
    public string Format { get; set; } = string.Empty;

    /// <inheritdoc/>
    public Task ReadAsync(Stream inputStream, CancellationToken cancellationToken) => Writer(inputStream, cancellationToken);

    /// <inheritdoc/>
    public string GetFormat() => Format;
}
