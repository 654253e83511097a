using System.Buffers;
using System.IO.Compression;

namespace EmoVid.Realtime.Media;

/// <summary>The JSON of a Lottie file, unpacked where gzip packs it (Telegram's .tgs), within bounds.</summary>
internal static class LottieFile
{
    /// <summary>Telegram allows 64 KiB packed and makes of that at most a few MiB; hand-made animations are smaller than this too.</summary>
    public const int MaxJsonBytes = 16 << 20;

    private static ReadOnlySpan<byte> GzipSignature => [0x1F, 0x8B];

    /// <summary>Whether the beginning of a file is gzip's.</summary>
    public static bool IsPacked(ReadOnlySpan<byte> head) => head.StartsWith(GzipSignature);

    /// <summary>The JSON, as UTF-8 without a byte order mark.</summary>
    /// <exception cref="MediaFormatException">The packing is damaged.</exception>
    /// <exception cref="MediaLimitException">There is more than <see cref="MaxJsonBytes"/>.</exception>
    public static ReadOnlyMemory<byte> ReadJson(MediaSource source)
    {
        ReadOnlyMemory<byte> json = IsPacked(source.Data) ? Unpack(source) : source.Data;
        if (json.Length > MaxJsonBytes)
        {
            throw TooLong(source);
        }

        return json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
    }

    /// <summary>Inflates no further than the bound: a kilobyte of gzip can hold a megabyte of nothing.</summary>
    private static ReadOnlyMemory<byte> Unpack(MediaSource source)
    {
        using var packed = new MemoryStream(source.Data, writable: false);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var json = new MemoryStream();
        byte[] block = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            for (int count; (count = gzip.Read(block)) > 0;)
            {
                if (json.Length + count > MaxJsonBytes)
                {
                    throw TooLong(source);
                }

                json.Write(block.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw source.Broken("damaged gzip packing", "a sound .tgs", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        // A cut file just ends for .NET's inflater; the four last bytes say how long the content is (RFC 1952, ISIZE).
        if (source.Data.Length < 18 || System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(source.Data.AsSpan(source.Data.Length - 4)) != (uint)json.Length)
        {
            throw source.Broken("gzip packing that breaks off", "a complete .tgs");
        }

        return json.GetBuffer().AsMemory(0, (int)json.Length);
    }

    private static MediaLimitException TooLong(MediaSource source) =>
        new(MediaException.Compose($"Reading '{source.Name}'", $"more than {MaxJsonBytes >> 20} MiB of Lottie", $"at most {MaxJsonBytes >> 20} MiB", "simplify the animation"));
}
