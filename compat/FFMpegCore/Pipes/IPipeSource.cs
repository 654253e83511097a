namespace FFMpegCore.Pipes;

/// <summary>Writes the bytes that ffmpeg reads.</summary>
public interface IPipeSource
{
    /// <summary>Options that describe the stream and stand before its <c>-i</c>.</summary>
    string GetStreamArguments();

    /// <summary>Writes the whole stream; ffmpeg sees the end when the task completes.</summary>
    Task WriteAsync(Stream outputStream, CancellationToken cancellationToken);
}
