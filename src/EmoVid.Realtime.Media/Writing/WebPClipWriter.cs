namespace EmoVid.Realtime.Media;

/// <summary>A clip as animated WebP.</summary>
internal sealed class WebPClipWriter : ClipWriter
{
    private readonly AnimatedWebPWriter _writer;

    public WebPClipWriter(string path, int width, int height, ClipWriterOptions options)
        : base(width, height, options)
    {
        if (width > AnimatedWebPWriter.MaxSide || height > AnimatedWebPWriter.MaxSide)
        {
            throw new MediaFormatException(MediaException.Compose($"Writing '{path}'", $"frames of {width}×{height}", $"at most {AnimatedWebPWriter.MaxSide} a side in a WebP", "choose another format or a smaller size"));
        }

        _writer = new AnimatedWebPWriter(path, width, height, new AnimatedWebPOptions { Quality = options.Quality, LoopCount = options.LoopCount });
    }

    private protected override void AddFrame(in FrameView frame, TimeSpan? duration)
    {
        if (duration is { } own)
        {
            _writer.Add(frame, own);
        }
        else
        {
            _writer.Add(frame, Options.FramesPerSecond!.Value);
        }
    }

    private protected override void CompleteFile() => _writer.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _writer.Dispose();
}
