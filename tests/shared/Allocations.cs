namespace EmoVid.Realtime.Tests.Shared;

/// <summary>Asks whether work allocates on the calling thread.</summary>
internal static class Allocations
{
    private const int Attempts = 5;

    /// <summary>Fails when the action allocates every time it is tried. The runtime itself allocates on a thread now and then (4,024
    /// bytes were seen once, in one of some thirty runs of a test that allocates nothing); what a frame allocates comes back in
    /// every attempt.</summary>
    public static void AssertNone(Action steady)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            steady();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
