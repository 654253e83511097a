namespace EmoVid.Realtime.Generation;

/// <summary>How a <see cref="LiveActor"/> is run.</summary>
public sealed class LiveActorOptions
{
    /// <summary>Runs of the networks a second, 1 to 120; fields between two of them are interpolated. Default 30. Many actors share a machine at
    /// 6.</summary>
    public double UpdatesPerSecond { get; init; } = 30;

    /// <summary>Whether <see cref="LiveActor.Show"/> runs the networks itself and waits for them, so that the same calls give the same fields:
    /// for export, replay and tests. Default false: the networks run on the <see cref="ActorThread"/>.</summary>
    public bool IsFixedStep { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        if (!(UpdatesPerSecond is >= 1 and <= 120))
        {
            throw new ArgumentOutOfRangeException(nameof(UpdatesPerSecond), UpdatesPerSecond, "Updates a second are 1 to 120.");
        }
    }
}
