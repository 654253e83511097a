using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Writes frames as a clip in the format that the file's extension names: .webp, .gif, .apng, .webm, .mp4.</summary>
public sealed class ClipSink : IFrameSink
{
    private readonly ClipWriter _writer;

    /// <summary>Begins the file; a folder that cannot be written shows here.</summary>
    /// <param name="path">The file; its folder must exist. It appears, complete, with <see cref="Complete"/>.</param>
    /// <param name="request">Size and frame rate of the clip.</param>
    /// <param name="options">Loops, quality and the background of formats without alpha; null for the defaults. The rate is the
    /// request's.</param>
    /// <exception cref="MediaException">The file cannot be begun, or its extension names no format.</exception>
    public ClipSink(string path, ClipRequest request, ClipWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        _writer = ClipWriter.Create(path, request.Size, request.Size, (options ?? new ClipWriterOptions()) with { FramesPerSecond = request.FramesPerSecond });
    }

    /// <inheritdoc/>
    public void Add(in FrameView frame) => _writer.Add(frame);

    /// <inheritdoc/>
    public void Complete() => _writer.Complete();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
