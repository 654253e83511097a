using System.Runtime.CompilerServices;

namespace EmoVid.Realtime;

/// <summary>Reads half-float pixels through the tables of <see cref="PixelCodes"/>.</summary>
internal static unsafe class HalfReader
{
    /// <summary>Reads a run of one row.</summary>
    /// <returns>Pixels that are not finite; they weigh 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Read(ushort* pixels, int count, AlphaMode alphaMode, ColorEncoding encoding, PixelBlock block, int at)
    {
        int notFinite = 0;
        bool opaque = alphaMode == AlphaMode.Opaque, premultiplied = alphaMode == AlphaMode.Premultiplied;
        ReadOnlySpan<byte> codes = PixelCodes.HalfCodes(encoding), alphas = PixelCodes.HalfAlphas;
        for (int i = at; i < at + count; i++, pixels += 4)
        {
            (ushort r, ushort g, ushort b, ushort a) = (pixels[0], pixels[1], pixels[2], pixels[3]);
            if (PixelCodes.IsNaN(r) || PixelCodes.IsNaN(g) || PixelCodes.IsNaN(b) || (!opaque && PixelCodes.IsNotFinite(a)))
            {
                notFinite++;
                block.Red[i] = block.Green[i] = block.Blue[i] = block.Weight[i] = 0;
                continue;
            }

            block.Weight[i] = opaque ? (short)255 : alphas[a];
            block.Red[i] = premultiplied ? (short)PixelCodes.FromPremultipliedHalf(r, a, encoding) : codes[r];
            block.Green[i] = premultiplied ? (short)PixelCodes.FromPremultipliedHalf(g, a, encoding) : codes[g];
            block.Blue[i] = premultiplied ? (short)PixelCodes.FromPremultipliedHalf(b, a, encoding) : codes[b];
        }

        return notFinite;
    }
}
