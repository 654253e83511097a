namespace EmoVid.Realtime.Media;

/// <summary>A file on its way to a decoder: its content, the limits it must keep, and the words for what is wrong with it.</summary>
internal sealed class MediaSource
{
    /// <summary>Enough to tell every format, an SVG's prologue included.</summary>
    private const int SniffedBytes = 4096;

    private readonly MediaLimits _limits;
    private byte[]? _data;

    private MediaSource(string path, string name, MediaLimits limits)
    {
        (Path, Name, _limits) = (path, name, limits);
    }

    /// <summary>The path as the caller gave it.</summary>
    public string Path { get; }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>What the content is.</summary>
    public MediaKind Kind { get; private init; }

    /// <summary>The whole file; for picture formats only, videos are streamed.</summary>
    public byte[] Data => _data ??= Guarded(() => File.ReadAllBytes(Path));

    private string Doing => $"Reading '{Name}'";

    /// <summary>Looks at a file's beginning.</summary>
    public static MediaSource Open(string path, MediaLimits limits, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        name ??= path;
        var file = new MediaSource(path, name, limits);
        byte[] head = file.Guarded(file.ReadHead);
        return new MediaSource(path, name, limits) { Kind = MediaSignature.Sniff(head) ?? throw file.Unknown(head) };
    }

    /// <summary>Content from memory, under a name for messages.</summary>
    public static MediaSource FromBytes(string name, byte[] data, MediaKind kind, MediaLimits limits) =>
        new(name, name, limits) { Kind = kind, _data = data };

    /// <summary>The bytes at an offset, or the error that the file ends before them.</summary>
    public ReadOnlySpan<byte> Slice(long offset, long count, string what) =>
        offset <= Data.Length && count <= Data.Length - offset
            ? Data.AsSpan((int)offset, (int)count)
            : throw Broken($"that the file ends after {Data.Length} bytes, inside {what}", "a complete file");

    /// <summary>Damaged content.</summary>
    public MediaFormatException Broken(string found, string expected) =>
        new(MediaException.Compose(Doing, found, expected, "get the file again or export it anew"));

    /// <summary>Damaged content that a decoder refused.</summary>
    public MediaFormatException Broken(string found, string expected, Exception cause) =>
        new(MediaException.Compose(Doing, found, expected, "get the file again or export it anew"), cause);

    /// <summary>Sound content that is not read.</summary>
    public MediaFormatException Unsupported(string found, string expected, string remedy) =>
        new(MediaException.Compose(Doing, found, expected, remedy));

    /// <summary>Sound content that asks for more than is given.</summary>
    public MediaLimitException TooMuch(string found, string expected, string remedy) =>
        new(MediaException.Compose(Doing, found, expected, remedy));

    /// <summary>A program or library that is missing.</summary>
    public MediaToolException Missing(string tool, string package, Exception cause) =>
        new(MediaException.Compose(Doing, $"no {tool}", $"{tool} installed and found by its name", $"install it (apt-get install {package})"), cause);

    /// <summary>Refuses sizes that are zero or beyond the limits.</summary>
    public void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
        {
            throw Broken($"an image of {width}×{height} pixels", "at least 1×1");
        }

        if (width > _limits.MaxSide || height > _limits.MaxSide || width * height > _limits.MaxPixels)
        {
            throw new MediaLimitException(MediaException.Compose(
                Doing,
                $"an image of {width}×{height} pixels",
                $"at most {_limits.MaxSide} a side and {_limits.MaxPixels >> 20} Mpx in all",
                "scale it down or raise the limits"));
        }
    }

    /// <summary>Refuses clips of no frame or of too many.</summary>
    public void CheckFrames(long count)
    {
        if (count < 1)
        {
            throw Broken("no frame", "at least one");
        }

        if (count > _limits.MaxFrames)
        {
            throw new MediaLimitException(MediaException.Compose(Doing, $"{count} frames or more", $"at most {_limits.MaxFrames}", "cut the clip or raise the limits"));
        }
    }

    private byte[] ReadHead()
    {
        var info = new FileInfo(Path);
        if (Directory.Exists(Path))
        {
            throw NoFile("a folder", "a picture or a video file", "name a file in it");
        }

        if (!info.Exists)
        {
            throw NoFile("no such file", "an existing file", "check the path");
        }

        // Devices and named pipes have no length either; they would never end.
        if (info.Length == 0)
        {
            throw Broken("an empty file", "a picture or a video");
        }

        using FileStream stream = info.OpenRead();
        var head = new byte[SniffedBytes];
        int count = stream.ReadAtLeast(head, SniffedBytes, throwOnEndOfStream: false);
        Array.Resize(ref head, count);
        if (MediaSignature.Sniff(head) is not (null or MediaKind.Video) && info.Length > _limits.MaxFileBytes)
        {
            throw new MediaLimitException(MediaException.Compose(Doing, $"a picture file of {info.Length >> 20} MiB", $"at most {_limits.MaxFileBytes >> 20} MiB", "scale it down or raise the limits"));
        }

        return head;
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new MediaFileException(MediaException.Compose(Doing, "no permission to read it", "a readable file", "change its permissions"), exception);
        }
        catch (IOException exception)
        {
            throw new MediaFileException(MediaException.Compose(Doing, $"an input/output error ({exception.Message.TrimEnd('.')})", "a readable file", "check the path and the disk"), exception);
        }
    }

    private MediaFileException NoFile(string found, string expected, string remedy) =>
        new(MediaException.Compose(Doing, found, expected, remedy));

    private MediaFormatException Unknown(ReadOnlySpan<byte> head) => new(MediaException.Compose(
        Doing,
        MediaSignature.LooksLikeText(head) ? "text" : $"an unknown format (it begins with {Convert.ToHexStringLower(head[..Math.Min(head.Length, 8)])})",
        "PNG, JPEG, WebP, GIF, SVG, Lottie or a video",
        "convert the file; its name plays no part"));
}
