using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>Luma over black of the last frame, which motion is measured against.</summary>
internal sealed unsafe class LumaPlane : IDisposable
{
    private const int Alignment = 64;
    private const int Slack = 64;

    private long _capacity;
    private int _width;
    private int _height;

    public byte* Bytes { get; private set; }

    /// <summary>Makes room for a frame.</summary>
    /// <returns>Whether the plane holds a frame of the same size.</returns>
    public bool Prepare(int width, int height)
    {
        bool same = _width == width && _height == height;
        (_width, _height) = (width, height);
        if ((long)width * height > _capacity)
        {
            NativeMemory.AlignedFree(Bytes);
            Bytes = null;
            _capacity = 0;
            Bytes = (byte*)NativeMemory.AlignedAlloc((nuint)((long)width * height + Slack), Alignment);
            _capacity = (long)width * height;
        }

        return same;
    }

    /// <summary>Forgets the frame.</summary>
    public void Reset() => _width = _height = 0;

    public void Dispose()
    {
        Reset();
        NativeMemory.AlignedFree(Bytes);
        Bytes = null;
        _capacity = 0;
    }
}
