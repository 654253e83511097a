using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Benchmarks.Peers;

/// <summary><c>attribute_means</c> of attributes.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PeerMeans
{
    public double Brightness, Colorfulness, HueX, HueY, HaslerSusstrunk, LumaMean, LumaContrast;
    public Bins LumaHistogram;

    [InlineArray(64)]
    public struct Bins
    {
        private double _first;
    }
}
