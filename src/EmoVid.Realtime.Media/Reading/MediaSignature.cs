using System.Buffers.Binary;

namespace EmoVid.Realtime.Media;

/// <summary>Tells formats by the bytes that their specifications put first.</summary>
internal static class MediaSignature
{
    /// <summary>The kind of a file, or null if its beginning says nothing. An animated PNG counts as PNG here: its
    /// acTL chunk may stand anywhere before the image.</summary>
    public static MediaKind? Sniff(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith(PngStructure.Signature) => MediaKind.Png,
        [0xFF, 0xD8, 0xFF, ..] => MediaKind.Jpeg,
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => MediaKind.Gif,
        _ when IsRiff(head, "WEBP"u8) => MediaKind.WebP,
        _ when IsVideo(head) => MediaKind.Video,
        _ when IsSvg(head) => MediaKind.Svg,
        _ when LottieFile.IsPacked(head) || IsLottie(head) => MediaKind.Lottie,
        _ => null,
    };

    /// <summary>Whether the bytes are printable UTF-8 or ASCII, for the message.</summary>
    public static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        foreach (byte value in head)
        {
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C))
            {
                return false;
            }
        }

        // The last character may be cut in two.
        return System.Text.Unicode.Utf8.IsValid(head[..Math.Max(0, head.Length - 3)]);
    }

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= 12 && head.StartsWith("RIFF"u8) && head.Slice(8, 4).SequenceEqual(form);

    private static bool IsVideo(ReadOnlySpan<byte> head) =>
        (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8)) // MP4, MOV
        || head is [0x1A, 0x45, 0xDF, 0xA3, ..] // EBML: Matroska, WebM
        || IsRiff(head, "AVI "u8)
        || head.StartsWith("OggS"u8)
        || head.StartsWith("FLV\u0001"u8)
        || head is [0x00, 0x00, 0x01, 0xBA, ..] // MPEG program stream
        || head is [0x00, 0x00, 0x01, 0xB3, ..] // MPEG video stream
        || (head.Length > 376 && head[0] == 0x47 && head[188] == 0x47 && head[376] == 0x47) // MPEG transport stream
        || (head.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(head[4..]) is 0x6D6F6F76 or 0x6D646174 or 0x77696465); // QuickTime moov, mdat, wide

    /// <summary>XML whose root, after prologue, comments and document type, is an svg element.</summary>
    private static bool IsSvg(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return text.StartsWith("<"u8) && LooksLikeText(text) && text.IndexOf("<svg"u8) >= 0;
    }

    /// <summary>A JSON object with one of the names that stand at the top of every Lottie, in whatever order.</summary>
    private static bool IsLottie(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return text.StartsWith("{"u8) && LooksLikeText(text)
            && (text.IndexOf("\"layers\""u8) >= 0 || text.IndexOf("\"assets\""u8) >= 0 || text.IndexOf("\"fr\""u8) >= 0 || text.IndexOf("\"ddd\""u8) >= 0);
    }
}
