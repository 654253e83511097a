using System.Buffers.Binary;

namespace EmoVid.Realtime.Media;

/// <summary>How a camera was held: EXIF tag 0x0112 (Exif 2.3, section 4.6.4).</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int DirectoryEntryBytes = 12;

    /// <summary>The orientation in an APP1 segment, 1-8, or null if it holds none. Damaged metadata is no reason to refuse
    /// a picture.</summary>
    public static int? Read(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
        {
            return null;
        }

        ReadOnlySpan<byte> tiff = segment[6..];
        bool little = tiff.StartsWith("II"u8);
        uint directory = Read32(tiff[4..], little);
        if (directory > tiff.Length - 2)
        {
            return null;
        }

        int count = Read16(tiff[(int)directory..], little);
        for (int i = 0; i < count; i++)
        {
            long offset = directory + 2 + (long)i * DirectoryEntryBytes;
            if (offset + DirectoryEntryBytes > tiff.Length)
            {
                return null;
            }

            ReadOnlySpan<byte> entry = tiff.Slice((int)offset, DirectoryEntryBytes);
            if (Read16(entry, little) == Tag)
            {
                return Read16(entry[8..], little) is >= 1 and <= 8 and int orientation ? orientation : null;
            }
        }

        return null;
    }

    /// <summary>Turns the stored image upright. 5-8 exchange width and height.</summary>
    public static RgbaImage Apply(RgbaImage stored, int orientation)
    {
        if (orientation == 1)
        {
            return stored;
        }

        bool transposed = orientation >= 5;
        var upright = new RgbaImage(transposed ? stored.Height : stored.Width, transposed ? stored.Width : stored.Height, stored.AlphaMode);
        int right = stored.Width - 1, bottom = stored.Height - 1;
        for (int y = 0; y < upright.Height; y++)
        {
            for (int x = 0; x < upright.Width; x++)
            {
                (int fromX, int fromY) = orientation switch
                {
                    2 => (right - x, y),
                    3 => (right - x, bottom - y),
                    4 => (x, bottom - y),
                    5 => (y, x),
                    6 => (y, bottom - x),
                    7 => (right - y, bottom - x),
                    _ => (right - y, x),
                };
                stored.Pixels.AsSpan((fromY * stored.Width + fromX) * 4, 4).CopyTo(upright.Pixels.AsSpan((y * upright.Width + x) * 4));
            }
        }

        return upright;
    }

    private static int Read16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
