using System.Buffers.Binary;

namespace EmoVid.Realtime.Media;

/// <summary>Takes the frames out of a NUT stream of one raw video track: the one container that ffmpeg writes into a pipe with a
/// timestamp and a length before every frame (NUT format specification of 2012, libavformat/nutenc.c).</summary>
/// <remarks>One thread. Frames are read straight into the caller's memory: only the few bytes of a header pass through a buffer.
/// The stream comes from an ffmpeg of our own, so what it says is checked for sense, its checksums are not computed.</remarks>
internal sealed class NutStream(Stream stream)
{
    private const ulong MainStartCode = 0x4E4D7A561F5F04AD;
    private const ulong StreamStartCode = 0x4E5311405BF2F9DB;
    private const ulong SyncPointStartCode = 0x4E4BE4ADEECA4569;
    private const int FlagCodedPts = 8;
    private const int FlagStreamId = 16;
    private const int FlagSizeMsb = 32;
    private const int FlagChecksum = 64;
    private const int FlagReserved = 128;
    private const int FlagSideData = 256;
    private const int FlagHeaderIndex = 1024;
    private const int FlagMatchTime = 2048;
    private const int FlagCoded = 4096;
    private const int FlagInvalid = 8192;

    private static readonly byte[] FileId = "nut/multimedia container\0"u8.ToArray();

    private readonly byte[] _buffer = new byte[4096];
    private readonly FrameCode[] _codes = new FrameCode[256];
    private int _position;
    private int _filled;
    private int _lowBits;
    private long _lastPts;
    private long _read;
    private bool _started;

    /// <summary>Reads up to the next frame's data.</summary>
    /// <param name="pts">The frame's timestamp, in units of the time base that ffmpeg was given.</param>
    /// <param name="bytes">How many bytes of data follow; take all of them with <see cref="ReadData"/>.</param>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="EndOfStreamException">The stream ends inside a header.</exception>
    /// <exception cref="InvalidDataException">This is no NUT stream of one video track.</exception>
    public bool TryReadHeader(out long pts, out long bytes)
    {
        if (!_started)
        {
            _started = true;
            if (!ReadFileId())
            {
                (pts, bytes) = (0, 0);
                return false;
            }
        }

        while (TryReadByte(out byte first))
        {
            if (first == 'N')
            {
                ReadPacket();
                continue;
            }

            ReadFrameHeader(_codes[first], out pts, out bytes);
            return true;
        }

        (pts, bytes) = (0, 0);
        return false;
    }

    /// <summary>Fills a part of the frame's data.</summary>
    /// <returns>False when the stream ends before it is full.</returns>
    public bool ReadData(Span<byte> data)
    {
        int buffered = Math.Min(data.Length, _filled - _position);
        _buffer.AsSpan(_position, buffered).CopyTo(data);
        _position += buffered;
        for (data = data[buffered..]; data.Length > 0;)
        {
            int count = stream.Read(data);
            if (count == 0)
            {
                return false;
            }

            data = data[count..];
        }

        return true;
    }

    private bool ReadFileId()
    {
        Span<byte> found = stackalloc byte[FileId.Length];
        for (int i = 0; i < found.Length; i++)
        {
            if (!TryReadByte(out found[i]))
            {
                return i == 0 ? false : throw new EndOfStreamException();
            }
        }

        return found.SequenceEqual(FileId) ? true : throw new InvalidDataException("no NUT file identification");
    }

    private void ReadFrameHeader(FrameCode code, out long pts, out long bytes)
    {
        int flags = code.Flags;
        if ((flags & FlagCoded) != 0)
        {
            flags ^= (int)ReadValue();
        }

        if ((flags & (FlagInvalid | FlagSideData)) != 0)
        {
            throw new InvalidDataException("a frame of a kind that raw video does not have");
        }

        if ((flags & FlagStreamId) != 0)
        {
            ReadValue();
        }

        long coded = (flags & FlagCodedPts) != 0 ? ReadValue() : -1;
        long msb = (flags & FlagSizeMsb) != 0 ? ReadValue() : 0;
        if ((flags & FlagMatchTime) != 0)
        {
            ReadValue();
        }

        if ((flags & FlagHeaderIndex) != 0 && ReadValue() != 0)
        {
            throw new InvalidDataException("a frame with an elided header");
        }

        long reserved = (flags & FlagReserved) != 0 ? ReadValue() : code.Reserved;
        for (; reserved > 0; reserved--)
        {
            ReadValue();
        }

        if ((flags & FlagChecksum) != 0)
        {
            Skip(4);
        }

        _lastPts = coded < 0 ? _lastPts + code.PtsDelta : coded >= 1L << _lowBits ? coded - (1L << _lowBits) : Nearest(coded);
        pts = _lastPts;
        bytes = checked(msb * code.SizeMultiplier + code.SizeLsb);
    }

    /// <summary>The timestamp nearest to the last one that has these low bits (the specification's lsb2full).</summary>
    private long Nearest(long low)
    {
        long mask = (1L << _lowBits) - 1;
        long delta = _lastPts - mask / 2;
        return ((low - delta) & mask) + delta;
    }

    /// <summary>One of the packets beside the frames. The frame codes, the form of the
    /// timestamps and the times at the sync points matter.</summary>
    private void ReadPacket()
    {
        Span<byte> code = stackalloc byte[8];
        code[0] = (byte)'N';
        for (int i = 1; i < 8; i++)
        {
            code[i] = ReadByte();
        }

        long length = ReadValue();
        if (length > 4096)
        {
            Skip(4);
        }

        long start = Consumed;
        switch (BinaryPrimitives.ReadUInt64BigEndian(code))
        {
            case MainStartCode:
                ReadMainHeader();
                break;
            case StreamStartCode:
                ReadStreamHeader();
                break;
            case SyncPointStartCode:
                // One time base, so the value is the timestamp itself.
                _lastPts = ReadValue();
                break;
        }

        Skip(length - (Consumed - start));
    }

    private void ReadMainHeader()
    {
        long version = ReadValue();
        if (version > 3)
        {
            ReadValue();
        }

        long streams = ReadValue();
        ReadValue();
        long timeBases = ReadValue();
        if (streams != 1 || timeBases != 1)
        {
            throw new InvalidDataException("more than one track");
        }

        ReadValue();
        ReadValue();
        ReadFrameCodes();
    }

    private void ReadStreamHeader()
    {
        ReadValue();
        ReadValue();
        Skip(ReadValue());
        ReadValue();
        long shift = ReadValue();
        _lowBits = shift < 16 ? (int)shift : throw new InvalidDataException("timestamps of too many low bits");
    }

    /// <summary>Runs of frame codes, each field kept from the run before where it is left out.</summary>
    private void ReadFrameCodes()
    {
        long delta = 0, multiplier = 1;
        for (int i = 0; i < 256;)
        {
            int flags = (int)ReadValue();
            long fields = ReadValue();
            delta = fields > 0 ? ReadSigned() : delta;
            multiplier = fields > 1 ? ReadValue() : multiplier;
            if (fields > 2)
            {
                ReadValue();
            }

            long size = fields > 3 ? ReadValue() : 0;
            long reserved = fields > 4 ? ReadValue() : 0;
            long count = fields > 5 ? ReadValue() : multiplier - size;
            if (fields > 6)
            {
                ReadSigned();
            }

            if (fields > 7)
            {
                ReadValue();
            }

            for (long j = 8; j < fields; j++)
            {
                ReadValue();
            }

            for (long j = 0; j < count && i < 256; i++)
            {
                if (i == 'N')
                {
                    _codes[i] = new FrameCode(FlagInvalid, 0, 1, 0, 0);
                    continue;
                }

                _codes[i] = new FrameCode(flags, delta, multiplier, size + j, reserved);
                j++;
            }

            if (count <= 0)
            {
                throw new InvalidDataException("an empty run of frame codes");
            }
        }
    }

    private long Consumed => _read - (_filled - _position);

    /// <summary>Seven bits a byte, the highest first; the top bit says that more follow.</summary>
    private long ReadValue()
    {
        long value = 0;
        byte part;
        do
        {
            part = ReadByte();
            value = checked((value << 7) | (uint)(part & 127));
        }
        while (part >= 128);
        return value;
    }

    private long ReadSigned()
    {
        long value = ReadValue() + 1;
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }

    private void Skip(long count)
    {
        for (; count > 0; count--)
        {
            ReadByte();
        }
    }

    private byte ReadByte() => TryReadByte(out byte value) ? value : throw new EndOfStreamException();

    private bool TryReadByte(out byte value)
    {
        if (_position == _filled)
        {
            _position = 0;
            _filled = stream.Read(_buffer);
            _read += _filled;
            if (_filled == 0)
            {
                value = 0;
                return false;
            }
        }

        value = _buffer[_position++];
        return true;
    }

    private readonly record struct FrameCode(int Flags, long PtsDelta, long SizeMultiplier, long SizeLsb, long Reserved);
}
