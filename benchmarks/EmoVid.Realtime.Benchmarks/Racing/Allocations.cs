namespace EmoVid.Realtime.Benchmarks.Racing;

/// <summary>Counts what the whole process allocates, every thread included.</summary>
internal static class Allocations
{
    private const int Attempts = 5;

    /// <summary>Bytes of some frames in the steady state. The runtime's own threads allocate now and then, so the smallest of several
    /// attempts is what the work itself needs.</summary>
    public static long Of(Action<int> frame, int frames)
    {
        for (int i = 0; i < 64; i++)
        {
            frame(i);
        }

        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < frames; i++)
            {
                frame(i);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
