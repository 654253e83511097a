using System.Text;

namespace EmoVid.Realtime.Media;

/// <summary>An output file that appears complete or not at all: bytes go to a temporary file in the same folder, which
/// <see cref="Commit"/> moves into place. Disposed without it, nothing is left and an old file of that name is untouched.</summary>
/// <remarks>One thread at a time. Every failure is a <see cref="MediaFileException"/> with one line.</remarks>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private Stream? _stream;

    private AtomicFile(string path, string temporaryPath, Stream stream)
    {
        _path = path;
        _temporaryPath = temporaryPath;
        _stream = stream;
    }

    /// <summary>Where the bytes are until <see cref="Commit"/>.</summary>
    internal string TemporaryPath => _temporaryPath;

    /// <summary>Begins a file. An unwritable folder shows here, before any work is spent on the content.</summary>
    /// <param name="path">The file to appear or to be replaced. Its folder must exist.</param>
    public static AtomicFile Create(string path) => Create(path, temporary => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None));

    /// <summary>Begins a file that another program writes under <see cref="TemporaryPath"/>.</summary>
    internal static AtomicFile CreateForTool(string path)
    {
        AtomicFile file = Create(path);
        file._stream!.Dispose();
        file._stream = Stream.Null;
        return file;
    }

    /// <summary>Writes a whole file.</summary>
    public static void WriteBytes(string path, ReadOnlySpan<byte> content)
    {
        using AtomicFile file = Create(path);
        file.Write(content);
        file.Commit();
    }

    /// <summary>Writes a whole file as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string content) => WriteBytes(path, Encoding.UTF8.GetBytes(content));

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        Stream stream = Open();
        try
        {
            stream.Write(content);
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw Failure(_path, exception);
        }
    }

    /// <summary>Flushes to the disk and moves the file into place.</summary>
    public void Commit()
    {
        Stream stream = Open();
        try
        {
            if (stream is FileStream file)
            {
                // A full or failing disk may speak up only now; after the move it would be too late.
                file.Flush(flushToDisk: true);
            }
            else if (stream == Stream.Null)
            {
                using FileStream written = File.OpenWrite(_temporaryPath);
                written.Flush(flushToDisk: true);
            }

            stream.Dispose();
            File.Move(_temporaryPath, _path, overwrite: true);
            _stream = null;
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw Failure(_path, exception);
        }
    }

    /// <summary>Removes the temporary file unless it was committed.</summary>
    public void Dispose()
    {
        if (_stream is null)
        {
            return;
        }

        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // Its buffer cannot be written (that is why we are here); the file goes anyway.
        }

        _stream = null;
        try
        {
            File.Delete(_temporaryPath);
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            // The folder has gone or is read-only by now; the failure that led here is the one to report.
        }
    }

    /// <summary>The seam through which tests let the disk fail.</summary>
    internal static AtomicFile Create(string path, Func<string, Stream> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string fullPath = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(fullPath) ?? throw NotAFile(path, "the root folder");
        if (Directory.Exists(fullPath))
        {
            throw NotAFile(path, "a folder of that name");
        }

        if (!OperatingSystem.IsWindows() && (folder == "/dev" || folder.StartsWith("/dev/", StringComparison.Ordinal)))
        {
            // Moving a file over a device would replace the device.
            throw NotAFile(path, "a place for devices");
        }

        if (!Directory.Exists(folder))
        {
            string found = File.Exists(folder) ? $"that '{folder}' is a file" : $"no folder '{folder}'";
            throw new MediaFileException(MediaException.Compose($"Writing '{path}'", found, "an existing folder", "create the folder or choose another output"));
        }

        // The name does not grow with the output's: names have a length limit.
        string temporaryPath = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            return new AtomicFile(fullPath, temporaryPath, open(temporaryPath));
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw Failure(path, exception);
        }
    }

    private Stream Open() => _stream ?? throw new ObjectDisposedException(nameof(AtomicFile));

    /// <summary>A file that outgrows its file system or the user's limit (EFBIG) comes out of .NET as an argument error.</summary>
    private static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException;

    private static MediaFileException NotAFile(string path, string found) =>
        new(MediaException.Compose($"Writing '{path}'", found, "a file name in an existing folder", "choose another output"));

    private static MediaFileException Failure(string path, Exception exception)
    {
        (string found, string expected, string remedy) = exception switch
        {
            UnauthorizedAccessException => ("no permission to write there", "a writable folder", "change its permissions or choose another output"),
            IOException io when FileErrors.IsDiskFull(io) => ("a full disk", "room for the file", "free some space or choose another output"),
            _ => ($"an input/output error ({exception.Message.TrimEnd('.')})", "a writable file", "check the disk or choose another output"),
        };
        return new MediaFileException(MediaException.Compose($"Writing '{path}'", found, expected, remedy), exception);
    }
}
