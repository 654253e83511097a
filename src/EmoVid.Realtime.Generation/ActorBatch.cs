using System.Diagnostics;

namespace EmoVid.Realtime.Generation;

/// <summary>Samples several actors of one generator together: one run of the renderer for all of them, and one of the motion network where more
/// than one of them needs its next window.</summary>
/// <remarks>
/// <para>What comes out is what each actor gives by itself, up to the order in which a processor's kernels add: on the CPU the renderer's fields
/// were equal to the bit and a window's codes within 0.001. So one actor's act may depend in its last digits on who ran with it. A pack may fix its
/// networks at one actor a run; then, and for actors that moved to the CPU when their provider died, actors run one after the other.</para>
/// <para>One thread at a time, for the batch and its actors. Nothing is allocated after the first run of each number of actors.</para>
/// </remarks>
public sealed class ActorBatch : IDisposable
{
    /// <summary>Actors in one run at most, in any batch.</summary>
    public const int MostOfAny = 64;

    private readonly ModelPack _pack;
    private readonly GraphSessions _sessions;
    private readonly RendererBatch? _renderer;
    private readonly MotionBatch? _motion;
    private readonly int[] _rows;
    private bool _disposed;

    internal ActorBatch(ModelPack pack, GraphSessions sessions, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MostOfAny);
        _pack = pack;
        _rows = new int[most];
        _sessions = sessions.Share();
        if (sessions.TakesSeveral)
        {
            (_renderer, _motion) = (new RendererBatch(sessions, pack, most), new MotionBatch(sessions, pack, most));
            RunsTogether = true;
        }
    }

    /// <summary>Actors in one run at most.</summary>
    public int Most => _rows.Length;

    /// <summary>Whether several actors share a run. False for a pack whose networks take one, and once they failed to take more.</summary>
    public bool RunsTogether { get; private set; }

    internal GraphSessions Sessions => _sessions;

    /// <summary>Says how each still moves at an instant of its own act, as <see cref="StickerActor.Sample"/> does. An actor may stand here more
    /// than once, with instants that run forward.</summary>
    /// <param name="actors">Actors of this batch's generator, at most <see cref="Most"/>.</param>
    /// <param name="seconds">For each the time since its act began.</param>
    /// <param name="fields">For each what receives its motion.</param>
    /// <exception cref="ArgumentException">The numbers of actors, times and fields differ, or an actor is of another pack.</exception>
    /// <exception cref="InvalidOperationException">An actor has neither a loop nor an endless act.</exception>
    /// <exception cref="ModelPackException">A network failed.</exception>
    public void Sample(ReadOnlySpan<StickerActor> actors, ReadOnlySpan<double> seconds, ReadOnlySpan<MotionFields> fields)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Check(actors, seconds, fields);
        if (!RunsTogether || actors.Length == 1 || !TrySampleTogether(actors, seconds, fields))
        {
            for (int i = 0; i < actors.Length; i++)
            {
                actors[i].Sample(seconds[i], fields[i]);
            }
        }
    }

    /// <summary>Lets go of the networks; the actors keep theirs.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _renderer?.Dispose();
            _motion?.Dispose();
            _sessions.Release();
        }
    }

    private void Check(ReadOnlySpan<StickerActor> actors, ReadOnlySpan<double> seconds, ReadOnlySpan<MotionFields> fields)
    {
        if (actors.Length > Most || seconds.Length != actors.Length || fields.Length != actors.Length)
        {
            throw new ArgumentException($"A batch of {Most} takes as many times and fields as actors, but there are {actors.Length} actors, {seconds.Length} times and {fields.Length} fields.", nameof(actors));
        }

        for (int i = 0; i < actors.Length; i++)
        {
            if (actors[i].Pack != _pack)
            {
                throw new ArgumentException("An actor of this batch is of another pack.", nameof(actors));
            }

            actors[i].CheckSample(seconds[i], fields[i]);
        }
    }

    /// <returns>False where the run failed: each actor by itself then fails, or finds its way to the CPU.</returns>
    private bool TrySampleTogether(ReadOnlySpan<StickerActor> actors, ReadOnlySpan<double> seconds, ReadOnlySpan<MotionFields> fields)
    {
        try
        {
            SampleTogether(actors, seconds, fields);
            return true;
        }
        catch (ModelPackException e)
        {
            if (_sessions.Provider == ExecutionProvider.Cpu)
            {
                RunsTogether = false;
                _sessions.Log?.Invoke($"actors run one after the other: {NativeRuntime.Cause(e)}");
            }

            return false;
        }
    }

    private void SampleTogether(ReadOnlySpan<StickerActor> actors, ReadOnlySpan<double> seconds, ReadOnlySpan<MotionFields> fields)
    {
        for (int i = 0; i < actors.Length; i++)
        {
            if (actors[i].Sessions == _sessions)
            {
                actors[i].AddPlan(seconds[i], _motion!);
            }
        }

        _motion!.Run();
        long start = Stopwatch.GetTimestamp();
        int rows = 0;
        for (int i = 0; i < actors.Length; i++)
        {
            actors[i].Follow(seconds[i]);
            if (actors[i].Sessions == _sessions)
            {
                _renderer!.Take(rows, actors[i].Networks);
                _rows[rows++] = i;
            }
            else
            {
                actors[i].Sample(seconds[i], fields[i]);
            }
        }

        if (rows > 0)
        {
            _renderer!.Run(rows);
        }

        for (int row = 0; row < rows; row++)
        {
            _renderer!.Give(row, fields[_rows[row]]);
            actors[_rows[row]].Timings.AddFrame(start, rows);
        }
    }
}
