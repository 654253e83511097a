namespace EmoVid.Realtime.Media;

/// <summary>A clip of one frame as PNG.</summary>
internal sealed class StillWriter : ClipWriter
{
    private readonly string _path;
    private readonly AtomicFile _file;

    public StillWriter(string path, int width, int height, ClipWriterOptions options)
        : base(width, height, options)
    {
        _path = path;
        _file = AtomicFile.Create(path);
    }

    private protected override void AddFrame(in FrameView frame, TimeSpan? duration)
    {
        if (FrameCount > 0)
        {
            throw new MediaFormatException(MediaException.Compose($"Writing '{_path}'", "a second frame", "one frame for a still", "name the output .apng, .webp, .gif, .webm or .mp4"));
        }

        _file.Write(PngWriter.Encode(frame));
    }

    private protected override void CompleteFile() => _file.Commit();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file.Dispose();
}
