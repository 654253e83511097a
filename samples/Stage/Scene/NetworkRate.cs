namespace EmoVid.Realtime.Samples.Stage;

/// <summary>How the networks keep up, looked at twice a second.</summary>
internal sealed class NetworkRate
{
    private const double Interval = 0.5;

    private double _lookedAt = double.NegativeInfinity;
    private long _updates;

    /// <summary>Updates of each actor a second.</summary>
    public double PerActor { get; private set; }

    /// <summary>Milliseconds of an update, mean over the actors.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>Frames that held earlier motion, over all actors on the stage.</summary>
    public long Misses { get; private set; }

    /// <summary>Looks, when it is time.</summary>
    public void Look(StageActor[] actors, double seconds)
    {
        double elapsed = seconds - _lookedAt;
        if (elapsed is >= 0 and < Interval)
        {
            return;
        }

        long updates = 0, misses = 0;
        double milliseconds = 0;
        foreach (StageActor actor in actors)
        {
            updates += actor.Updates;
            misses += actor.Misses;
            milliseconds += actor.Milliseconds / actors.Length;
        }

        // Actors that went off took their counts along: such an interval says nothing.
        if (elapsed < 10 * Interval && updates >= _updates && actors.Length > 0)
        {
            PerActor = (updates - _updates) / elapsed / actors.Length;
        }

        (_updates, _lookedAt, Misses, Milliseconds) = (updates, seconds, misses, milliseconds);
    }
}
