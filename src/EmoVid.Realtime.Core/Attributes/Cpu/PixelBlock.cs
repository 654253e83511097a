using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>A run of pixels as planes of 16-bit integers, small enough for the first-level cache.</summary>
internal sealed unsafe class PixelBlock : IDisposable
{
    /// <summary>Most pixels of a run. At this length no kernel's 32-bit lane overflows, weighted or not.</summary>
    public const int Capacity = 16 * AttributeScale.PixelsPerWeightedPartialSum;

    /// <summary>Pixels that kernels take at a time.</summary>
    public const int Step = 32;

    /// <summary>Entries past a run that readers may write.</summary>
    private const int Slack = 2 * Step;

    private const int Length = Capacity + Slack;
    private const int WordPlanes = 6;
    private const int Alignment = 64;

    private const int LumaWords = Length / 2;
    private const int HueConstantCount = 4;

    private short* _words = (short*)NativeMemory.AlignedAlloc((WordPlanes * Length + LumaWords + HueConstantCount * 16) * sizeof(short), Alignment);

    public PixelBlock()
    {
        Vector256.Create((short)AttributeScale.HueVectorOne).Store(HueConstants);
        Vector256.Create((short)AttributeScale.Cos2).Store(HueConstants + 16);
        Vector256.Create((short)AttributeScale.Sin1).Store(HueConstants + 32);
        Vector256.Create((short)AttributeScale.Sin3).Store(HueConstants + 48);
    }

    public short* Red => _words;

    public short* Green => _words + Length;

    public short* Blue => _words + 2 * Length;

    /// <summary>Weights; not written for frames without.</summary>
    public short* Weight => _words + 3 * Length;

    /// <summary>Bin of the hue histogram, when asked for.</summary>
    public short* HueBin => _words + 4 * Length;

    /// <summary>Saturation as the hue histogram weighs it, when asked for.</summary>
    public short* HueBinSaturation => _words + 5 * Length;

    /// <summary>Luma.</summary>
    public byte* Luma => (byte*)(_words + 6 * Length);

    /// <summary>Sixteen times each of 1, the second cosine factor, the first and the second sine factor.</summary>
    public short* HueConstants => _words + WordPlanes * Length + LumaWords;

    /// <summary>Makes black pixels of no weight of what is past a run, up to the kernels' next step.</summary>
    /// <returns>Pixels with these.</returns>
    public int Pad(int count)
    {
        for (int i = 0; i < Step; i += Vector256<short>.Count)
        {
            Vector256<short>.Zero.Store(Red + count + i);
            Vector256<short>.Zero.Store(Green + count + i);
            Vector256<short>.Zero.Store(Blue + count + i);
            Vector256<short>.Zero.Store(Weight + count + i);
        }

        return (count + Step - 1) & -Step;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_words);
        _words = null;
    }
}
