using System.Buffers.Binary;

namespace EmoVid.Realtime.Media;

/// <summary>Walks the chunks of a PNG or APNG and checks every sum, so that no damage reaches the decoder.</summary>
internal static class PngStructure
{
    /// <summary>The eight bytes that every PNG begins with (PNG specification, section 5.2).</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static PictureHeader Read(MediaSource source)
    {
        var durations = new List<int>();
        int width = 0, height = 0, announcedFrames = 0;
        bool image = false;
        long offset = Signature.Length;
        while (true)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(source.Slice(offset, 8, "a chunk's head"));
            ReadOnlySpan<byte> chunk = source.Slice(offset + 4, length + 8, "a chunk");
            ReadOnlySpan<byte> type = chunk[..4], content = chunk[4..^4];
            if (Crc32.Compute(chunk[..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
            {
                throw source.Broken($"a wrong checksum in the PNG chunk at byte {offset}", "undamaged chunks");
            }

            if (width == 0)
            {
                (width, height) = ReadHeader(source, type, content);
            }
            else if (type.SequenceEqual("acTL"u8) && content.Length == 8 && !image)
            {
                announcedFrames = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(content));
                source.CheckFrames(announcedFrames);
            }
            else if (type.SequenceEqual("fcTL"u8) && announcedFrames > 0)
            {
                durations.Add(ReadFrame(source, content, width, height));
                source.CheckFrames(durations.Count);
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                image = true;
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                break;
            }

            offset += length + 12;
        }

        if (!image)
        {
            throw source.Broken("a PNG without image data", "at least one IDAT chunk");
        }

        if (announcedFrames != durations.Count)
        {
            throw source.Broken($"{durations.Count} frames", $"the {announcedFrames} that the animation announces");
        }

        return announcedFrames == 0
            ? new PictureHeader(MediaKind.Png, width, height, PictureHeader.Still)
            : new PictureHeader(MediaKind.Apng, width, height, [.. durations]);
    }

    private static (int Width, int Height) ReadHeader(MediaSource source, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (!type.SequenceEqual("IHDR"u8) || content.Length != 13)
        {
            throw source.Broken("a PNG that does not begin with its header", "an IHDR chunk of 13 bytes");
        }

        long width = BinaryPrimitives.ReadUInt32BigEndian(content), height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        source.CheckSize(width, height);

        // Table 11.1 of the specification.
        bool allowed = (content[9], content[8]) is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
        if (!allowed || content[10] != 0 || content[11] != 0 || content[12] > 1)
        {
            throw source.Broken($"PNG colour type {content[9]} with {content[8]} bits", "a combination that the format has");
        }

        return ((int)width, (int)height);
    }

    /// <summary>Reads an fcTL chunk (APNG specification, "fcTL: The Frame Control Chunk") and returns the frame's duration.</summary>
    private static int ReadFrame(MediaSource source, ReadOnlySpan<byte> content, int width, int height)
    {
        if (content.Length != 26)
        {
            throw source.Broken($"a frame header of {content.Length} bytes", "26 bytes");
        }

        long frameWidth = BinaryPrimitives.ReadUInt32BigEndian(content[4..]), frameHeight = BinaryPrimitives.ReadUInt32BigEndian(content[8..]);
        long x = BinaryPrimitives.ReadUInt32BigEndian(content[12..]), y = BinaryPrimitives.ReadUInt32BigEndian(content[16..]);
        if (frameWidth < 1 || frameHeight < 1 || x + frameWidth > width || y + frameHeight > height)
        {
            throw source.Broken($"a frame of {frameWidth}×{frameHeight} at ({x}, {y})", $"frames inside the {width}×{height} canvas");
        }

        int numerator = BinaryPrimitives.ReadUInt16BigEndian(content[20..]), denominator = BinaryPrimitives.ReadUInt16BigEndian(content[22..]);
        return PictureHeader.ShownMilliseconds((int)Math.Round(1000.0 * numerator / (denominator == 0 ? 100 : denominator)));
    }
}
