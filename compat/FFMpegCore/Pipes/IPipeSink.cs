namespace FFMpegCore.Pipes;

/// <summary>Reads the bytes that ffmpeg writes.</summary>
public interface IPipeSink
{
    /// <summary>Reads what it wants of the stream; ffmpeg's pipe is closed when the task completes.</summary>
    Task ReadAsync(Stream inputStream, CancellationToken cancellationToken);

    /// <summary>The container format of the stream, or empty.</summary>
    string GetFormat();
}
