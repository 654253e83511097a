using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Benchmarks.Peers;

/// <summary><c>attribute_sums</c> of attributes.h: exact sums of opaque pixels, without the weight 255.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PeerSums
{
    public long Pixels, Value, Saturation, HueCos, HueSin, RedGreen, YellowBlue2, RedGreenSquared, YellowBlue2Squared, Luma, LumaSquared;
    public Bins LumaHistogram;

    [InlineArray(256)]
    public struct Bins
    {
        private long _first;
    }
}
