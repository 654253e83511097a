using System.Buffers.Binary;

namespace EmoVid.Realtime.Generation;

/// <summary>Walks the fields of one protobuf message (protobuf.dev, "Encoding"): enough to look into an ONNX file before
/// any native code does.</summary>
internal ref struct OnnxWireReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Value of a varint or fixed-width field.</summary>
    public ulong Number { get; private set; }

    /// <summary>Content of a length-delimited field; empty for the others.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the field is length-delimited.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Steps to the next field.</summary>
    /// <exception cref="InvalidDataException">The message is malformed or cut short.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong tag = Varint();
        Field = tag >> 3 is > 0 and <= int.MaxValue ? (int)(tag >> 3) : throw new InvalidDataException("a field number out of range");
        Bytes = default;
        IsBytes = false;
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                Bytes = Take(Varint());
                IsBytes = true;
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new InvalidDataException($"wire type {tag & 7}");
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new InvalidDataException("a field that runs past the end");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number of more than ten bytes");
    }
}
