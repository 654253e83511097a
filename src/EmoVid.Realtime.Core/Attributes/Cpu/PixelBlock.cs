using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>A run of pixels as planes of 16-bit integers, small enough for the first-level cache.</summary>
internal sealed unsafe class PixelBlock : IDisposable
{
    /// <summary>Most pixels of a run.</summary>
    public const int Capacity = 1024;

    /// <summary>Readers may write this many pixels past a run.</summary>
    public const int Slack = 32;

    private const int Planes = 4;
    private const int Alignment = 64;

    private short* _memory = (short*)NativeMemory.AlignedAlloc(Planes * (Capacity + Slack) * sizeof(short), Alignment);

    public short* Red => _memory;

    public short* Green => _memory + (Capacity + Slack);

    public short* Blue => _memory + 2 * (Capacity + Slack);

    /// <summary>Weights; not written for frames without.</summary>
    public short* Weight => _memory + 3 * (Capacity + Slack);

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
