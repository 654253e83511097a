namespace EmoVid.Realtime.Media;

/// <summary>Writes a clip in the format that its file's extension names. The file appears, complete, with <see cref="Complete"/>;
/// disposed without it, nothing is left and an old file of that name is untouched.</summary>
/// <remarks>
/// <para>.webp (animated, alpha), .gif (alpha of one bit, from half up; one palette for the whole clip), .apng (alpha, lossless), .webm (VP9, alpha), .mp4
/// (H.264; frames with alpha are laid over <see cref="ClipWriterOptions.Background"/>, and an odd size gets one more row or column
/// of it), .png (a still: exactly one frame).</para>
/// <para>Where no rate is given and every frame brings its duration, the last one lasts as long as the one before it in all formats but
/// .webp. A GIF counts in hundredths of a second, a WebP in thousandths: starts are rounded, so no error adds up.</para>
/// <para>One thread at a time. GIF, APNG, WebM and MP4 are encoded by an ffmpeg beside it, from a few frames in hand; its palette
/// makes ffmpeg keep all frames of a GIF in memory until the end.</para>
/// </remarks>
public abstract class ClipWriter : IDisposable
{
    private bool _completed;

    private protected ClipWriter(int width, int height, ClipWriterOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        options.Validate();
        (Width, Height, Options) = (width, height, options);
    }

    /// <summary>The extensions that <see cref="Create"/> knows, lower case, without dots.</summary>
    public static IReadOnlyList<string> Extensions { get; } = ["webp", "gif", "apng", "webm", "mp4", "png"];

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Frames added so far.</summary>
    public int FrameCount { get; private set; }

    /// <summary>Whether planes can be added.</summary>
    public virtual bool TakesYuv => false;

    private protected ClipWriterOptions Options { get; }

    /// <summary>Whether frames with and without durations are both welcome.</summary>
    private protected virtual bool IsTimeless => false;

    /// <summary>Begins a clip. A folder that cannot be written shows here.</summary>
    /// <param name="path">The file to appear or to be replaced; its folder must exist and its extension be one of <see cref="Extensions"/>.</param>
    /// <param name="width">Pixels a row of every frame.</param>
    /// <param name="height">Rows of every frame.</param>
    /// <param name="options">Rate and quality; null for frames that bring their durations.</param>
    /// <exception cref="MediaFormatException">The extension is none that is known, or the size is beyond the format.</exception>
    /// <exception cref="MediaFileException">The folder is missing or cannot be written.</exception>
    /// <exception cref="MediaToolException">libwebp is missing.</exception>
    public static ClipWriter Create(string path, int width, int height, ClipWriterOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ClipWriterOptions();
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".webp" => new WebPClipWriter(path, width, height, options),
            ".png" => new StillWriter(path, width, height, options),
            ".gif" => new FFmpegClipWriter(path, width, height, ClipFormat.Gif, options),
            ".apng" => new FFmpegClipWriter(path, width, height, ClipFormat.Apng, options),
            ".webm" => new FFmpegClipWriter(path, width, height, ClipFormat.WebM, options),
            ".mp4" => new FFmpegClipWriter(path, width, height, ClipFormat.Mp4, options),
            string other => throw new MediaFormatException(MediaException.Compose(
                $"Writing '{path}'",
                other.Length == 0 ? "a name without an extension" : $"the extension {other}",
                string.Join(", ", Extensions.Select(extension => "." + extension)),
                "change the extension")),
        };
    }

    /// <summary>Adds a frame to a clip of constant rate.</summary>
    /// <param name="frame">A frame of the clip's size: RGBA8 or BGRA8 in sRGB, any alpha mode.</param>
    /// <exception cref="InvalidOperationException">The clip has no rate, or is complete.</exception>
    /// <exception cref="MediaException">The encoder failed.</exception>
    public void Add(in FrameView frame)
    {
        Check(frame.Width, frame.Height, hasDuration: false);
        AddFrame(frame, null);
        FrameCount++;
    }

    /// <summary>Adds a frame that brings its duration.</summary>
    /// <param name="frame">A frame of the clip's size: RGBA8 or BGRA8 in sRGB, any alpha mode.</param>
    /// <param name="duration">How long it is shown, above zero.</param>
    /// <exception cref="InvalidOperationException">The clip has a rate, or is complete.</exception>
    /// <exception cref="MediaException">The encoder failed.</exception>
    public void Add(in FrameView frame, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        Check(frame.Width, frame.Height, hasDuration: true);
        AddFrame(frame, duration);
        FrameCount++;
    }

    /// <summary>Adds planes to a clip of constant rate; they reach a video encoder without a conversion.</summary>
    /// <param name="frame">A frame of the clip's size; layout, range and matrix are those of the first frame.</param>
    /// <exception cref="InvalidOperationException">The clip has no rate, is complete, or takes no planes (<see cref="TakesYuv"/>).</exception>
    /// <exception cref="MediaException">The encoder failed.</exception>
    public void Add(in YuvFrameView frame)
    {
        Check(frame.Width, frame.Height, hasDuration: false);
        AddFrame(frame, null);
        FrameCount++;
    }

    /// <summary>Adds planes that bring their duration.</summary>
    /// <param name="frame">A frame of the clip's size; layout, range and matrix are those of the first frame.</param>
    /// <param name="duration">How long it is shown, above zero.</param>
    /// <exception cref="InvalidOperationException">The clip has a rate, is complete, or takes no planes (<see cref="TakesYuv"/>).</exception>
    /// <exception cref="MediaException">The encoder failed.</exception>
    public void Add(in YuvFrameView frame, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        Check(frame.Width, frame.Height, hasDuration: true);
        AddFrame(frame, duration);
        FrameCount++;
    }

    /// <summary>Finishes the clip and moves the file into place.</summary>
    /// <exception cref="InvalidOperationException">No frame was added, or the clip is complete.</exception>
    /// <exception cref="MediaException">The encoder failed, the disk is full or the file cannot be moved.</exception>
    public void Complete()
    {
        if (_completed || FrameCount == 0)
        {
            throw new InvalidOperationException(_completed ? "The clip is complete." : "A clip needs at least one frame.");
        }

        CompleteFile();
        _completed = true;
    }

    /// <summary>Stops the encoder and, without <see cref="Complete"/>, removes the unfinished file.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected abstract void AddFrame(in FrameView frame, TimeSpan? duration);

    private protected virtual void AddFrame(in YuvFrameView frame, TimeSpan? duration) =>
        throw new InvalidOperationException("The format takes pixels, not planes: see TakesYuv.");

    private protected abstract void CompleteFile();

    /// <summary>Releases the encoder and the unfinished file.</summary>
    protected abstract void Dispose(bool disposing);

    private void Check(int width, int height, bool hasDuration)
    {
        if (_completed || (hasDuration == Options.FramesPerSecond.HasValue && !IsTimeless))
        {
            throw new InvalidOperationException(_completed ? "The clip is complete." : hasDuration ? "A clip of constant rate takes frames without durations." : "A clip without a rate takes frames with durations.");
        }

        if (width != Width || height != Height)
        {
            throw new ArgumentException($"The frame is {width}×{height}, but the clip is {Width}×{Height}.", nameof(width));
        }
    }
}
