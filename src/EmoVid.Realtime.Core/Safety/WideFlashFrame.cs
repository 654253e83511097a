using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>A frame of 10-bit, half-float or linear pixels as sRGB codes of 15 bits, four a pixel in the frame's own order, and back: only what was changed in
/// between is written, so what the limiter leaves alone keeps its bits.</summary>
/// <remarks>The codes are those of tables (<see cref="GradeLut.One"/> for 1). Light above white is white and what is below black or NaN is black, as a
/// display clips them. Alpha is a fourth code where it means something.</remarks>
internal sealed class WideFlashFrame
{
    public const int BytesPerPixel = 4 * sizeof(short);

    private short[] _codes = [];

    /// <summary>Takes a frame in.</summary>
    /// <returns>The codes as bytes, rows of <see cref="BytesPerPixel"/> a pixel without padding.</returns>
    public Span<byte> Read(in FrameTarget frame)
    {
        int length = frame.Width * 4;
        if (_codes.Length != length * frame.Height)
        {
            _codes = new short[length * frame.Height];
        }

        var tables = new Tables(frame);
        for (int y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<byte> row = frame.Row(y);
            Span<short> codes = _codes.AsSpan(y * length, length);
            for (int i = 0; i < codes.Length; i++)
            {
                codes[i] = tables.Code(row, i);
            }
        }

        return MemoryMarshal.AsBytes(_codes.AsSpan());
    }

    /// <summary>What each code becomes when it has gone through a frame's format, so that the limiter judges what is shown and not what it meant.</summary>
    public static short[] Representable(in FrameTarget frame)
    {
        var tables = new Tables(frame);
        Span<byte> pixel = stackalloc byte[BytesPerPixel];
        pixel.Clear();
        var codes = new short[GradeLut.One + 1];
        for (int code = 0; code < codes.Length; code++)
        {
            tables.Set(pixel, 0, (short)code);
            codes[code] = tables.Code(pixel, 0);
        }

        return codes;
    }

    /// <summary>Brings changed codes back into the frame that they were read from.</summary>
    public void Write(in FrameTarget frame)
    {
        var tables = new Tables(frame);
        for (int y = 0; y < frame.Height; y++)
        {
            Span<byte> row = frame.Row(y);
            ReadOnlySpan<short> codes = _codes.AsSpan(y * frame.Width * 4, frame.Width * 4);
            for (int i = 0; i < codes.Length; i++)
            {
                if (codes[i] != tables.Code(row, i))
                {
                    tables.Set(row, i, codes[i]);
                }
            }
        }
    }

    /// <summary>The tables of one frame's format, taken once a frame.</summary>
    private readonly ref struct Tables
    {
        private const int AlphaLane = 3;

        private readonly PixelFormat _format;
        private readonly bool _hasAlpha;
        private readonly ReadOnlySpan<ushort> _positions;
        private readonly ReadOnlySpan<ushort> _alphas;
        private readonly ReadOnlySpan<float> _values;
        private readonly ReadOnlySpan<ushort> _halves;
        private readonly ReadOnlySpan<ushort> _alphaHalves;

        public Tables(in FrameTarget frame)
        {
            _format = frame.Format;
            _hasAlpha = frame.AlphaMode != AlphaMode.Opaque;
            _values = TransferTables.ToUnit(frame.Encoding);
            switch (frame.Format)
            {
                case PixelFormat.Rgba16F:
                    _positions = TransferTables.FromHalves(frame.Encoding);
                    _alphas = TransferTables.FromHalves(ColorEncoding.Srgb);
                    _halves = TransferTables.ToHalves(frame.Encoding);
                    _alphaHalves = TransferTables.ToHalves(ColorEncoding.Srgb);
                    break;
                case PixelFormat.Rgb10A2:
                    _positions = TransferTables.FromTenBits(frame.Encoding);
                    break;
                default:
                    _positions = TransferTables.FromBytes(frame.Encoding);
                    break;
            }
        }

        public short Code(ReadOnlySpan<byte> row, int sample)
        {
            int lane = sample & 3;
            if (lane == AlphaLane && !_hasAlpha)
            {
                return GradeLut.One;
            }

            switch (_format)
            {
                case PixelFormat.Rgba16F:
                    ushort bits = MemoryMarshal.Cast<byte, ushort>(row)[sample];
                    return FromPosition(lane == AlphaLane ? _alphas[bits] : _positions[bits]);
                case PixelFormat.Rgb10A2:
                    uint pixel = MemoryMarshal.Cast<byte, uint>(row)[sample >> 2];
                    return lane == AlphaLane ? (short)((pixel >> 30) * (GradeLut.One / 3)) : FromPosition(_positions[(int)(pixel >> (10 * lane)) & 1023]);
                default:
                    return lane == AlphaLane ? (short)(row[sample] * (GradeLut.One / 255)) : FromPosition(_positions[row[sample]]);
            }
        }

        public void Set(Span<byte> row, int sample, short code)
        {
            int lane = sample & 3;
            float value = lane == AlphaLane ? (float)code / GradeLut.One : _values[code];
            switch (_format)
            {
                case PixelFormat.Rgba16F:
                    MemoryMarshal.Cast<byte, ushort>(row)[sample] = lane == AlphaLane ? _alphaHalves[code] : _halves[code];
                    break;
                case PixelFormat.Rgb10A2:
                    ref uint pixel = ref MemoryMarshal.Cast<byte, uint>(row)[sample >> 2];
                    uint mask = lane == AlphaLane ? 3u : 1023u;
                    pixel = (pixel & ~(mask << (10 * lane))) | ((uint)(mask * value + 0.5f) << (10 * lane));
                    break;
                default:
                    row[sample] = (byte)(255 * value + 0.5f);
                    break;
            }
        }

        private static short FromPosition(ushort position) => (short)((position * (GradeLut.One / 128) + 128) >> 8);
    }
}
