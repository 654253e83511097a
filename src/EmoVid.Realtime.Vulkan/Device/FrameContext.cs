using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>One place in a <see cref="FrameRing"/>: the commands of one frame and when they are done.</summary>
internal sealed class FrameContext(int index)
{
    /// <summary>Which place of the ring this is; passes keep one set of buffers for each.</summary>
    public int Index { get; } = index;

    public CommandPool Pool { get; set; }

    public CommandBuffer Commands { get; set; }

    /// <summary>The timeline's value once the last frame recorded here is done; 0 before the first.</summary>
    public ulong DoneValue { get; set; }
}
