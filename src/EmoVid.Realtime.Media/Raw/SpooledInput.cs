namespace EmoVid.Realtime.Media;

/// <summary>A stream that cannot be read twice, such as standard input, kept in a temporary file of bounded size until disposed:
/// formats are told by their beginning, and decoders seek.</summary>
public sealed class SpooledInput : IDisposable
{
    private SpooledInput(string path) => Path = path;

    /// <summary>The temporary file.</summary>
    public string Path { get; }

    /// <summary>Copies a stream to its end.</summary>
    /// <param name="stream">The bytes, from the present position on.</param>
    /// <param name="name">What messages call the stream, e.g. "-".</param>
    /// <param name="limits">How long it may be (<see cref="MediaLimits.MaxSpooledBytes"/>); null for <see cref="MediaLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="MediaLimitException">The stream is longer.</exception>
    /// <exception cref="MediaFileException">The stream cannot be read, or the temporary folder is full.</exception>
    public static SpooledInput Create(Stream stream, string name = "-", MediaLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long most = (limits ?? MediaLimits.Default).MaxSpooledBytes;
        var spooled = new SpooledInput(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"emovid-{Guid.NewGuid():N}.spool"));
        try
        {
            using var file = new FileStream(spooled.Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var block = new byte[1 << 20];
            long total = 0;
            for (int count; (count = stream.Read(block)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                total += count;
                if (total > most)
                {
                    throw new MediaLimitException(MediaException.Compose($"Reading '{name}'", $"a stream of more than {most >> 20} MiB", $"at most {most >> 20} MiB", "name the file instead, or raise the limits"));
                }

                file.Write(block.AsSpan(0, count));
            }

            return spooled;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            spooled.Dispose();
            throw new MediaFileException(MediaException.Compose($"Reading '{name}'", $"an input/output error ({exception.Message.TrimEnd('.')})", "a readable stream and room in the temporary folder", "check both"), exception);
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }

    /// <summary>Removes the temporary file.</summary>
    public void Dispose() => File.Delete(Path);
}
