using System.Buffers.Binary;

namespace EmoVid.Realtime.Media;

/// <summary>Walks the blocks of a GIF (GIF89a specification) to its trailer.</summary>
internal static class GifStructure
{
    private const byte Extension = 0x21;
    private const byte GraphicControl = 0xF9;
    private const byte Image = 0x2C;
    private const byte Trailer = 0x3B;

    public static PictureHeader Read(MediaSource source)
    {
        ReadOnlySpan<byte> screen = source.Slice(6, 7, "the screen's header");
        int width = BinaryPrimitives.ReadUInt16LittleEndian(screen), height = BinaryPrimitives.ReadUInt16LittleEndian(screen[2..]);
        source.CheckSize(width, height);
        var durations = new List<int>();
        int delay = 0;
        long offset = 13 + ColorTableBytes(screen[4]);
        while (true)
        {
            switch (source.Slice(offset, 1, "the blocks")[0])
            {
                case Trailer:
                    source.CheckFrames(durations.Count);
                    return new PictureHeader(MediaKind.Gif, width, height, durations.Count == 1 ? PictureHeader.Still : [.. durations]);

                case Extension:
                    ReadOnlySpan<byte> head = source.Slice(offset, 2, "an extension");
                    if (head[1] == GraphicControl)
                    {
                        delay = 10 * BinaryPrimitives.ReadUInt16LittleEndian(source.Slice(offset + 4, 2, "a frame's header"));
                    }

                    offset = SkipSubBlocks(source, offset + 2);
                    break;

                case Image:
                    ReadOnlySpan<byte> image = source.Slice(offset, 11, "a frame's header");
                    durations.Add(PictureHeader.ShownMilliseconds(delay));
                    source.CheckFrames(durations.Count);
                    delay = 0;
                    offset = SkipSubBlocks(source, offset + 11 + ColorTableBytes(image[9]));
                    break;

                case byte other:
                    throw source.Broken($"byte 0x{other:x2} where a GIF block begins, at byte {offset}", "an image, an extension or the trailer");
            }
        }
    }

    private static int ColorTableBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static long SkipSubBlocks(MediaSource source, long offset)
    {
        while (true)
        {
            int size = source.Slice(offset, 1, "a frame's data")[0];
            offset += 1 + size;
            if (size == 0)
            {
                return offset;
            }
        }
    }
}
