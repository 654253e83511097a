namespace EmoVid.Realtime;

/// <summary>Hands baked grades from the thread that bakes to the thread that grades, without a lock, a wait or an allocation: three
/// buffers, of which the baker fills one, the grader reads one, and the third changes hands.</summary>
/// <remarks>One thread bakes (<see cref="Writable"/>, <see cref="Publish"/>) and one grades (<see cref="Latest"/>); they may be the
/// same.</remarks>
public sealed class GradeLutExchange
{
    /// <summary>Set in <see cref="_between"/> when the buffer there is newer than the reader's.</summary>
    private const int Fresh = 4;

    private readonly GradeLut[] _buffers = new GradeLut[3];
    private int _writing;
    private int _between = 1;
    private int _reading = 2;

    /// <summary>Creates the three buffers, all the identity.</summary>
    public GradeLutExchange()
    {
        for (int i = 0; i < _buffers.Length; i++)
        {
            _buffers[i] = new GradeLut();
            GradeLut.Identity.Entries.CopyTo(_buffers[i].Writable);
            _buffers[i].Seal();
        }
    }

    /// <summary>The buffer that the baking thread may fill now.</summary>
    public GradeLut Writable => _buffers[_writing];

    /// <summary>Makes the filled buffer the newest grade and takes another to fill.</summary>
    public void Publish() => _writing = Interlocked.Exchange(ref _between, _writing | Fresh) & ~Fresh;

    /// <summary>The newest grade, valid on the grading thread until its next call.</summary>
    public GradeLut Latest()
    {
        if ((Volatile.Read(ref _between) & Fresh) != 0)
        {
            _reading = Interlocked.Exchange(ref _between, _reading) & ~Fresh;
        }

        return _buffers[_reading];
    }
}
