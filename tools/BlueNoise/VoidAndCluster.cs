using System.Numerics.Tensors;

namespace EmoVid.Realtime.BlueNoise;

/// <summary>Makes a tile of blue-noise thresholds by the void-and-cluster method (R. Ulichney, "The void-and-cluster method for dither array generation",
/// Proc. SPIE 1913, 1993) with integer energies, hence the same on every machine.</summary>
public static class VoidAndCluster
{
    /// <summary>Pixels along each side of the tile.</summary>
    private const int Size = 64;

    private const int Levels = 256;

    private const int Count = Size * Size;

    /// <summary>The energy of a point reaches this far; at the rim it is below a hundred-thousandth of its centre.</summary>
    private const int Reach = 9;

    /// <summary>The tile, row by row: 4096 levels of 0-255, each sixteen times.</summary>
    public static byte[] Build()
    {
        int[] kernel = BuildKernel();
        bool[] isSet = new bool[Count];
        float[] energy = new float[Count];

        // A tenth of the places, scattered by a fixed sequence, then moved from clusters to voids until nothing moves.
        int ones = Count / 10;
        uint state = 1;
        for (int placed = 0; placed < ones;)
        {
            state = state * 1664525 + 1013904223;
            int at = (int)(state >> 20);
            if (!isSet[at])
            {
                Toggle(at, isSet, energy, kernel);
                placed++;
            }
        }

        for (bool moved = true; moved;)
        {
            int cluster = Extreme(energy, isSet, wanted: true);
            Toggle(cluster, isSet, energy, kernel);
            int place = Extreme(energy, isSet, wanted: false);
            Toggle(place, isSet, energy, kernel);
            moved = place != cluster;
        }

        int[] rank = new int[Count];
        bool[] prototype = [.. isSet];
        float[] prototypeEnergy = [.. energy];
        for (int next = ones - 1; next >= 0; next--)
        {
            int cluster = Extreme(energy, isSet, wanted: true);
            Toggle(cluster, isSet, energy, kernel);
            rank[cluster] = next;
        }

        // Filling the largest void is, with these energies, also removing the tightest cluster of what is still empty.
        for (int next = ones; next < Count; next++)
        {
            int place = Extreme(prototypeEnergy, prototype, wanted: false);
            Toggle(place, prototype, prototypeEnergy, kernel);
            rank[place] = next;
        }

        return Array.ConvertAll(rank, value => (byte)(value * Levels / Count));
    }

    /// <summary>A Gaussian of σ = 1.9, the width that Ulichney found best, in whole numbers small enough that sums in float are exact.</summary>
    private static int[] BuildKernel()
    {
        int[] kernel = new int[(2 * Reach + 1) * (2 * Reach + 1)];
        for (int y = -Reach; y <= Reach; y++)
        {
            for (int x = -Reach; x <= Reach; x++)
            {
                kernel[(y + Reach) * (2 * Reach + 1) + x + Reach] = (int)Math.Round(100_000 * Math.Exp(-(x * x + y * y) / (2 * 1.9 * 1.9)));
            }
        }

        return kernel;
    }

    private static void Toggle(int at, bool[] isSet, float[] energy, int[] kernel)
    {
        isSet[at] = !isSet[at];
        int sign = isSet[at] ? 1 : -1, column = at % Size, row = at / Size;
        for (int y = -Reach; y <= Reach; y++)
        {
            int line = ((row + y) & (Size - 1)) * Size;
            for (int x = -Reach; x <= Reach; x++)
            {
                energy[line + ((column + x) & (Size - 1))] += sign * kernel[(y + Reach) * (2 * Reach + 1) + x + Reach];
            }
        }
    }

    /// <summary>The set place of most energy, or the empty one of least; the first among equals.</summary>
    private static int Extreme(float[] energy, bool[] isSet, bool wanted)
    {
        Span<float> candidates = stackalloc float[Count];
        for (int i = 0; i < Count; i++)
        {
            candidates[i] = isSet[i] == wanted ? energy[i] : wanted ? float.MinValue : float.MaxValue;
        }

        return wanted ? TensorPrimitives.IndexOfMax<float>(candidates) : TensorPrimitives.IndexOfMin<float>(candidates);
    }
}
