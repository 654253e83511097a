using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Writes frames as an animated WebP with alpha.</summary>
public sealed class WebPSink : IFrameSink
{
    private readonly AnimatedWebPWriter _writer;
    private readonly double _framesPerSecond;

    /// <summary>Begins the file; a folder that cannot be written shows here.</summary>
    /// <param name="path">The file; its folder must exist. It appears, complete, with <see cref="Complete"/>.</param>
    /// <param name="request">Size and frame rate of the clip.</param>
    /// <param name="options">How it is encoded; null for the defaults.</param>
    /// <exception cref="MediaException">The file cannot be begun.</exception>
    public WebPSink(string path, ClipRequest request, AnimatedWebPOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        _writer = new AnimatedWebPWriter(path, request.Size, request.Size, options);
        _framesPerSecond = request.FramesPerSecond;
    }

    /// <inheritdoc/>
    public void Add(in FrameView frame) => _writer.Add(frame, _framesPerSecond);

    /// <inheritdoc/>
    public void Complete() => _writer.Complete();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
