namespace EmoVid.Realtime.Vulkan;

/// <summary>What a host has said of its own frames: the newest that was recorded into, and how far they are done. Numbers never fall.</summary>
internal sealed class HostFrameNumbers
{
    /// <summary>The newest that was recorded into; -1 for none.</summary>
    public long Newest { get; private set; } = -1;

    /// <summary>The newest that is done; -1 for none.</summary>
    public long Completed { get; private set; } = -1;

    /// <summary>Throws for a frame that cannot be recorded into.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, before the newest, or done.</exception>
    public void ThrowIfOutOfOrder(long frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfLessThan(frame, Newest);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(frame, Completed);
    }

    public void Record(long frame) => Newest = frame;

    public void Complete(long frame) => Completed = Math.Max(Completed, frame);

    /// <summary>Takes back what was recorded from a frame on.</summary>
    public void Drop(long frame) => Newest = Math.Min(Newest, Math.Max(frame - 1, Completed));
}
