namespace EmoVid.Realtime.Generation;

/// <summary>How a <see cref="LiveActor"/> is run.</summary>
public sealed class LiveActorOptions
{
    /// <summary>Runs of the networks a second, 1 to 120; fields between two of them are interpolated. Default 30. Many actors share a machine at
    /// 6.</summary>
    public double UpdatesPerSecond { get; init; } = 30;

    /// <summary>Whether <see cref="LiveActor.Show(double, MotionFields)"/> runs the networks itself and waits for them, so that the same calls give the same fields:
    /// for export, replay and tests. Default false: the networks run on the <see cref="ActorThread"/>.</summary>
    public bool IsFixedStep { get; init; }

    /// <summary>Whether <see cref="LiveActor.Repeat"/> alone runs the networks: a replay of what <see cref="Arrived"/> told. Default false.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>How long past the instant that a run was for it may arrive and still be shown, in seconds of the host's time, 0 to 1. A run that comes
    /// later is counted in <see cref="LiveActor.LateUpdates"/>, the last good fields are held, and the next runs aim further ahead. Default 1.</summary>
    public double Deadline { get; init; } = 1;

    /// <summary>Takes every run of the networks as it arrives, for a log of a live act; on the actor's thread, so it must not wait. Default
    /// null.</summary>
    public Action<LiveUpdate>? Arrived { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        if (!(UpdatesPerSecond is >= 1 and <= 120))
        {
            throw new ArgumentOutOfRangeException(nameof(UpdatesPerSecond), UpdatesPerSecond, "Updates a second are 1 to 120.");
        }

        if (!(Deadline is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Deadline), Deadline, "A deadline is 0 to 1 seconds.");
        }
    }
}
