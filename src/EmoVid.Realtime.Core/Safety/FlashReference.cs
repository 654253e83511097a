using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>The picture that is shown, with fraction bits, which follows what comes in at a rate that each cell has.</summary>
/// <param name="representable">For samples of 15 bits in two bytes, which need no fraction bits: what each code becomes in the frame's own format. Null for bytes.</param>
internal sealed class FlashReference(short[]? representable)
{
    /// <summary>A cell of this rate shows what comes in.</summary>
    public const short FollowsAtOnce = short.MaxValue;

    /// <summary>Fraction bits; the largest code then fits a signed 16-bit number.</summary>
    private const int Bits = 7;

    private const int MostPlanes = 3;

    private readonly short[]?[] _shown = new short[MostPlanes][];
    private readonly byte[]?[] _scratch = new byte[MostPlanes][];
    private readonly short[]?[] _rates = new short[MostPlanes][];

    private readonly int _sampleBytes = representable is null ? sizeof(byte) : sizeof(short);

    /// <summary>Whether there is a picture.</summary>
    public bool IsSet { get; private set; }

    public void Forget() => IsSet = false;

    /// <summary>Takes a whole frame as what is shown.</summary>
    public void Remember(in FlashSurface frame)
    {
        for (int i = 0; i < frame.Count; i++)
        {
            FlashPlane plane = frame[i];
            int samples = plane.RowBytes / _sampleBytes;
            short[] shown = Sized(ref _shown[i], samples * plane.Rows);
            for (int y = 0; y < plane.Rows; y++)
            {
                Load(plane.Row(y), shown.AsSpan(y * samples, samples));
            }
        }

        IsSet = true;
    }

    /// <summary>What a row of cells would show; <see cref="Show"/> makes it so.</summary>
    public FlashSurface Preview(scoped in FlashSurface strip, int cellRow, ReadOnlySpan<short> rates)
    {
        switch (strip.Count)
        {
            case 1:
                return new FlashSurface(Preview(strip[0], 0, cellRow, rates));
            case 2:
                return new FlashSurface(Preview(strip[0], 0, cellRow, rates), Preview(strip[1], 1, cellRow, rates));
            default:
                return new FlashSurface(Preview(strip[0], 0, cellRow, rates), Preview(strip[1], 1, cellRow, rates), Preview(strip[2], 2, cellRow, rates));
        }
    }

    /// <summary>Follows what came in and writes what is shown in its place.</summary>
    public void Show(in FlashSurface strip, int cellRow, ReadOnlySpan<short> rates)
    {
        for (int i = 0; i < strip.Count; i++)
        {
            FlashPlane plane = strip[i];
            ReadOnlySpan<short> sampleRates = Spread(plane, i, rates);
            for (int y = 0; y < plane.Rows; y++)
            {
                Span<short> shown = Shown(plane, i, cellRow, y);
                Follow(plane.Row(y), shown, sampleRates, plane.Row(y), shown);
            }
        }
    }

    private FlashPlane Preview(scoped in FlashPlane plane, int index, int cellRow, ReadOnlySpan<short> rates)
    {
        byte[] scratch = Sized(ref _scratch[index], plane.RowBytes * plane.RowsPerCell);
        ReadOnlySpan<short> sampleRates = Spread(plane, index, rates);
        for (int y = 0; y < plane.Rows; y++)
        {
            Follow(plane.Row(y), Shown(plane, index, cellRow, y), sampleRates, scratch.AsSpan(y * plane.RowBytes, plane.RowBytes), default);
        }

        return new FlashPlane(scratch, plane.RowBytes, plane.RowBytes, plane.Rows, plane.BytesPerCell, plane.RowsPerCell);
    }

    private Span<short> Shown(scoped in FlashPlane plane, int index, int cellRow, int y)
    {
        int samples = plane.RowBytes / _sampleBytes;
        return _shown[index].AsSpan((cellRow * plane.RowsPerCell + y) * samples, samples);
    }

    private ReadOnlySpan<short> Spread(scoped in FlashPlane plane, int index, ReadOnlySpan<short> rates)
    {
        int samples = plane.RowBytes / _sampleBytes, perCell = plane.BytesPerCell / _sampleBytes;
        short[] spread = Sized(ref _rates[index], samples);
        for (int cell = 0, start = 0; start < samples; cell++, start += perCell)
        {
            spread.AsSpan(start, Math.Min(perCell, samples - start)).Fill(rates[cell]);
        }

        return spread;
    }

    /// <summary>shown + rate · (incoming − shown), as codes, and with its fraction where <paramref name="next"/> is not empty.</summary>
    private void Follow(ReadOnlySpan<byte> incoming, ReadOnlySpan<short> shown, ReadOnlySpan<short> rates, Span<byte> codes, Span<short> next)
    {
        if (representable is not null)
        {
            FollowWide(representable, MemoryMarshal.Cast<byte, short>(incoming), shown, rates, MemoryMarshal.Cast<byte, short>(codes), next);
            return;
        }

        int i = 0;
        if (Avx2.IsSupported)
        {
            ref byte from = ref MemoryMarshal.GetReference(incoming);
            ref byte to = ref MemoryMarshal.GetReference(codes);
            ref short old = ref MemoryMarshal.GetReference(shown);
            ref short rate = ref MemoryMarshal.GetReference(rates);
            Vector256<short> half = Vector256.Create((short)(1 << (Bits - 1)));
            for (; i <= incoming.Length - Vector256<short>.Count; i += Vector256<short>.Count)
            {
                Vector256<short> was = Vector256.LoadUnsafe(ref old, (nuint)i);
                Vector256<short> step = (Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref from, (nuint)i)) << Bits) - was;
                Vector256<short> now = was + Avx2.MultiplyHighRoundScale(step, Vector256.LoadUnsafe(ref rate, (nuint)i));
                if (!next.IsEmpty)
                {
                    now.StoreUnsafe(ref MemoryMarshal.GetReference(next), (nuint)i);
                }

                Vector256<short> code = (now + half) >> Bits;
                Vector128.NarrowWithSaturation(code.GetLower().AsUInt16(), code.GetUpper().AsUInt16()).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < incoming.Length; i++)
        {
            int step = (incoming[i] << Bits) - shown[i];
            int now = shown[i] + ((step * rates[i] + (1 << 14)) >> 15);
            codes[i] = (byte)((now + (1 << (Bits - 1))) >> Bits);
            if (!next.IsEmpty)
            {
                next[i] = (short)now;
            }
        }
    }

    private static void FollowWide(short[] representable, ReadOnlySpan<short> incoming, ReadOnlySpan<short> shown, ReadOnlySpan<short> rates, Span<short> codes, Span<short> next)
    {
        const int Lanes = 4, Alpha = 3;
        for (int i = 0; i < incoming.Length; i++)
        {
            // At its full rate a sample arrives to the bit, which the product of Q15 numbers would miss by one.
            bool arrives = rates[i] == FollowsAtOnce;
            int now = arrives ? incoming[i] : shown[i] + (((incoming[i] - shown[i]) * rates[i] + (1 << 14)) >> 15);
            codes[i] = arrives || i % Lanes == Alpha ? (short)now : representable[now];
            if (!next.IsEmpty)
            {
                next[i] = (short)now;
            }
        }
    }

    private void Load(ReadOnlySpan<byte> codes, Span<short> shown)
    {
        if (representable is not null)
        {
            MemoryMarshal.Cast<byte, short>(codes).CopyTo(shown);
            return;
        }

        int i = 0;
        for (; i <= codes.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            (Vector256<ushort> lower, Vector256<ushort> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(codes), (nuint)i));
            (lower << Bits).AsInt16().StoreUnsafe(ref MemoryMarshal.GetReference(shown), (nuint)i);
            (upper << Bits).AsInt16().StoreUnsafe(ref MemoryMarshal.GetReference(shown), (nuint)(i + Vector256<short>.Count));
        }

        for (; i < codes.Length; i++)
        {
            shown[i] = (short)(codes[i] << Bits);
        }
    }

    private static T[] Sized<T>(ref T[]? array, int length) => array is not null && array.Length >= length ? array : array = new T[length];
}
