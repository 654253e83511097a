using System.Diagnostics;

namespace EmoVid.Realtime.Benchmarks.Racing;

/// <summary>Times contestants in turn, A B C A B C …, so that whatever else the machine does meets all of them alike, and keeps every
/// sample, so that a ratio is formed inside a round.</summary>
/// <remarks>BenchmarkDotNet runs one benchmark to its end, in a process of its own, before the next: minutes apart, and blind to a
/// peer in another language. A ratio of two such results holds the drift of the machine; the median of ratios inside a round
/// does not.</remarks>
internal sealed class Race
{
    /// <summary>A sample is this long, or one run if that is longer.</summary>
    private const double SampleMilliseconds = 12;

    private const double WarmUpMilliseconds = 400;

    private readonly IReadOnlyList<Contestant> _contestants;

    private Race(IReadOnlyList<Contestant> contestants) => _contestants = contestants;

    /// <summary>Runs a race.</summary>
    /// <param name="rounds">Samples of each contestant.</param>
    /// <param name="contestants">Who runs.</param>
    public static RaceResult Run(int rounds, params IReadOnlyList<Contestant> contestants) => new Race(contestants).Run(rounds);

    private RaceResult Run(int rounds)
    {
        int[] runs = [.. _contestants.Select(WarmUp)];
        double[][] samples = [.. _contestants.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < _contestants.Count; turn++)
            {
                // The start moves on, so that nobody always runs behind the same neighbour.
                int who = (turn + round) % _contestants.Count;
                samples[who][round] = Sample(_contestants[who], round * runs[who], runs[who]);
            }
        }

        return new RaceResult([.. _contestants.Select(contestant => contestant.Name)], samples);
    }

    /// <summary>Runs long enough for the compiler's last tier and the caches; gives the runs of a sample.</summary>
    private static int WarmUp(Contestant contestant)
    {
        if (contestant.Timed is { } timed)
        {
            timed(0);
            return 1;
        }

        var clock = Stopwatch.StartNew();
        contestant.Run(0);
        if (clock.Elapsed.TotalMilliseconds > WarmUpMilliseconds)
        {
            return 1;
        }

        int count = 0;
        clock.Restart();
        while (clock.Elapsed.TotalMilliseconds < WarmUpMilliseconds || count < 2)
        {
            contestant.Run(count++);
        }

        double each = clock.Elapsed.TotalMilliseconds / count;
        return Math.Clamp((int)Math.Ceiling(SampleMilliseconds / each), 1, 1000);
    }

    private static double Sample(Contestant contestant, int first, int runs)
    {
        if (contestant.Timed is { } timed)
        {
            return timed(first) / contestant.FramesARun;
        }

        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs; i++)
        {
            contestant.Run(first + i);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / (runs * contestant.FramesARun);
    }
}
