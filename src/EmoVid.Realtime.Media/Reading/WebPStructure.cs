using System.Buffers.Binary;

namespace EmoVid.Realtime.Media;

/// <summary>Reads the sizes of a WebP (WebP container specification); libwebp checks the rest as it decodes.</summary>
internal static class WebPStructure
{
    public static PictureHeader Read(MediaSource source)
    {
        long end = 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(source.Slice(4, 4, "the RIFF header"));
        if (end > source.Data.Length)
        {
            throw source.Broken($"that the file ends after {source.Data.Length} of {end} bytes", "a complete file");
        }

        ReadOnlySpan<byte> first = source.Slice(12, 8, "the first chunk");
        (int width, int height) = ReadSize(source, first[..4]);
        source.CheckSize(width, height);
        var durations = new List<int>();
        for (long offset = 12; offset + 8 <= end;)
        {
            ReadOnlySpan<byte> chunk = source.Slice(offset, 8, "a chunk's head");
            long size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("ANMF"u8))
            {
                ReadOnlySpan<byte> frame = source.Slice(offset + 8, 16, "a frame's header");
                durations.Add(PictureHeader.ShownMilliseconds(Read24(frame[12..])));
                source.CheckFrames(durations.Count);
            }

            // Chunks are padded to even sizes.
            offset += 8 + size + (size & 1);
        }

        return new PictureHeader(MediaKind.WebP, width, height, durations.Count > 0 ? [.. durations] : PictureHeader.Still);
    }

    private static (int Width, int Height) ReadSize(MediaSource source, ReadOnlySpan<byte> chunk)
    {
        if (chunk.SequenceEqual("VP8X"u8))
        {
            ReadOnlySpan<byte> extended = source.Slice(20, 10, "the canvas header");
            return (1 + Read24(extended[4..]), 1 + Read24(extended[7..]));
        }

        if (chunk.SequenceEqual("VP8L"u8))
        {
            // One signature byte, then 14 bits each of width - 1 and height - 1.
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(source.Slice(21, 4, "the image header"));
            return (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        if (chunk.SequenceEqual("VP8 "u8))
        {
            // Three bytes of frame tag and three of start code, then 14 bits each (RFC 6386, section 9.1).
            ReadOnlySpan<byte> key = source.Slice(26, 4, "the image header");
            return (BinaryPrimitives.ReadUInt16LittleEndian(key) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(key[2..]) & 0x3FFF);
        }

        throw source.Broken("a WebP whose first chunk is unknown", "VP8, VP8L or VP8X");
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}
