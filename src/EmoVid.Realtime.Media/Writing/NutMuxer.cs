using System.Buffers.Binary;

namespace EmoVid.Realtime.Media;

/// <summary>Wraps raw frames into NUT, so that each reaches ffmpeg with its own time (NUT format specification of 2012). One video track, a
/// sync point before every frame, one frame code.</summary>
internal static class NutMuxer
{
    /// <summary>Bytes that <see cref="StreamHead"/> has at most.</summary>
    public const int StreamHeadBytes = 512;

    /// <summary>Bytes that <see cref="WriteFrameHead"/> takes at most.</summary>
    public const int FrameHeadBytes = 96;

    private const ulong MainStartCode = 0x4E4D7A561F5F04AD;
    private const ulong StreamStartCode = 0x4E5311405BF2F9DB;
    private const ulong SyncPointStartCode = 0x4E4BE4ADEECA4569;

    /// <summary>Key frame, own timestamp, own size, own checksum (the specification's table of flags).</summary>
    private const int FrameFlags = 1 | 8 | 32 | 64;

    private const int LowBits = 7;

    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>The head of the stream: times count from 0 in units of 1 / <paramref name="unitsPerSecond"/> s.</summary>
    public static byte[] StreamHead(string fourCC, int width, int height, int unitsPerSecond)
    {
        var head = new byte[StreamHeadBytes];
        "nut/multimedia container\0"u8.CopyTo(head);
        int at = 25;
        Span<byte> body = stackalloc byte[128];
        int length = Values(body, 3, 1, 65_536, 1, 1, unitsPerSecond, FrameFlags, 6, 0, 1, 0, 0, 0, 255, 0);
        at += Packet(head.AsSpan(at), MainStartCode, body[..length]);
        length = Values(body, 0, 0, fourCC.Length);
        length += System.Text.Encoding.ASCII.GetBytes(fourCC, body[length..]);
        length += Values(body[length..], 0, LowBits, unitsPerSecond, 0, 0, 0, width, height, 1, 1, 0);
        at += Packet(head.AsSpan(at), StreamStartCode, body[..length]);
        return head[..at];
    }

    /// <summary>What stands before a frame's bytes.</summary>
    /// <returns>How long it is.</returns>
    public static int WriteFrameHead(Span<byte> target, long time, int frameBytes)
    {
        Span<byte> body = stackalloc byte[32];
        int at = Packet(target, SyncPointStartCode, body[..Values(body, time, 0)]);
        Span<byte> head = target[at..];
        head[0] = 0;
        int length = 1 + Values(head[1..], time + (1 << LowBits), frameBytes);
        BinaryPrimitives.WriteUInt32BigEndian(head[length..], Crc(head[..length]));
        return at + length + 4;
    }

    private static int Packet(Span<byte> target, ulong startCode, ReadOnlySpan<byte> body)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, startCode);
        int at = 8 + Values(target[8..], body.Length + 4);
        body.CopyTo(target[at..]);
        BinaryPrimitives.WriteUInt32BigEndian(target[(at + body.Length)..], Crc(body));
        return at + body.Length + 4;
    }

    /// <summary>Seven bits a byte, the highest first; the top bit says that more follow.</summary>
    private static int Values(Span<byte> target, params ReadOnlySpan<long> values)
    {
        int at = 0;
        foreach (long value in values)
        {
            int shift = 0;
            while (value >> shift >= 128)
            {
                shift += 7;
            }

            for (; shift > 0; shift -= 7)
            {
                target[at++] = (byte)(128 | (value >> shift));
            }

            target[at++] = (byte)(value & 127);
        }

        return at;
    }

    /// <summary>CRC-32 with the polynomial 0x04C11DB7, not reflected, start and final value 0.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = 0;
        foreach (byte value in data)
        {
            crc = (crc << 8) ^ CrcTable[(byte)(crc >> 24) ^ value];
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 0x80000000) == 0 ? value << 1 : (value << 1) ^ 0x04C11DB7;
            }

            table[i] = value;
        }

        return table;
    }
}
