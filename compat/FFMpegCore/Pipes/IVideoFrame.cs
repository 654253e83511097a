namespace FFMpegCore.Pipes;

/// <summary>One raw frame on its way into ffmpeg.</summary>
public interface IVideoFrame
{
    /// <summary>Pixels a row.</summary>
    int Width { get; }

    /// <summary>Rows.</summary>
    int Height { get; }

    /// <summary>ffmpeg's name of the pixel format, e.g. "rgba".</summary>
    string Format { get; }

    /// <summary>Writes the frame's bytes.</summary>
    void Serialize(Stream pipe);

    /// <summary>Writes the frame's bytes.</summary>
    Task SerializeAsync(Stream pipe, CancellationToken token);
}
