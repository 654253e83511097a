using System.Buffers.Binary;

namespace EmoVid.Realtime.Media;

/// <summary>Walks the marker segments of a JPEG (ITU-T T.81, annex B) to its end marker.</summary>
internal static class JpegStructure
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App1 = 0xE1;

    public static PictureHeader Read(MediaSource source)
    {
        int width = 0, height = 0, orientation = 1;
        bool scanned = false;
        long offset = 2;
        while (true)
        {
            byte marker = NextMarker(source, ref offset);
            if (marker == EndOfImage)
            {
                break;
            }

            // Markers without a segment: TEM and the restarts.
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(source.Slice(offset, 2, "a segment"));
            if (length < 2)
            {
                throw source.Broken($"a JPEG segment of {length} bytes at byte {offset}", "at least 2");
            }

            ReadOnlySpan<byte> segment = source.Slice(offset, length, "a segment")[2..];
            offset += length;
            if (IsFrameHeader(marker))
            {
                if (segment.Length < 6)
                {
                    throw source.Broken("a JPEG frame header that is too short", "sizes and components");
                }

                height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
                source.CheckSize(width, height);
            }
            else if (marker == App1)
            {
                orientation = ExifOrientation.Read(segment) ?? orientation;
            }
            else if (marker == StartOfScan)
            {
                scanned = true;
                offset = SkipScan(source, offset);
            }
        }

        return width > 0 && scanned
            ? new PictureHeader(MediaKind.Jpeg, width, height, PictureHeader.Still, orientation)
            : throw source.Broken("a JPEG without an image", "a frame header and a scan");
    }

    private static byte NextMarker(MediaSource source, ref long offset)
    {
        if (source.Slice(offset, 1, "the segments")[0] != 0xFF)
        {
            throw source.Broken($"no marker at byte {offset}", "a JPEG segment");
        }

        byte marker;
        do
        {
            marker = source.Slice(++offset, 1, "a marker")[0];
        }
        while (marker == 0xFF);
        offset++;
        return marker;
    }

    /// <summary>SOF0 to SOF15 without DHT, JPG and DAC, which lie among them.</summary>
    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>The next marker after entropy-coded data, in which 0xFF 0x00 is a byte and restarts may stand.</summary>
    private static long SkipScan(MediaSource source, long offset)
    {
        ReadOnlySpan<byte> data = source.Data;
        while (true)
        {
            int next = data[(int)offset..].IndexOf((byte)0xFF);
            if (next < 0 || offset + next + 1 >= data.Length)
            {
                throw source.Broken($"that the file ends after {data.Length} bytes, inside the image", "a complete file");
            }

            offset += next;
            if (data[(int)offset + 1] is 0 or (>= 0xD0 and <= 0xD7))
            {
                offset += 2;
                continue;
            }

            return offset;
        }
    }
}
