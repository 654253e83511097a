namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What the SDK's calls of a frame took of the render thread: processor time and memory.</summary>
internal sealed class SdkCost
{
    private double _enteredAt;
    private long _bytesBefore;

    /// <summary>Milliseconds of the thread's processor time.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>Bytes that the thread allocated.</summary>
    public long Bytes { get; private set; }

    /// <summary>A new frame begins.</summary>
    public void Restart() => (Milliseconds, Bytes) = (0, 0);

    /// <summary>Before a call.</summary>
    public void Enter() => (_bytesBefore, _enteredAt) = (GC.GetAllocatedBytesForCurrentThread(), ThreadClock.Milliseconds);

    /// <summary>After it.</summary>
    public void Leave()
    {
        Milliseconds += ThreadClock.Milliseconds - _enteredAt;
        Bytes += GC.GetAllocatedBytesForCurrentThread() - _bytesBefore;
    }
}
