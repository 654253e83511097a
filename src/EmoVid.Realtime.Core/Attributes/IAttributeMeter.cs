namespace EmoVid.Realtime;

/// <summary>Measures the visual attributes of frames. Two engines, the CPU's in Core and the Vulkan pass, whose sums are
/// equal to the bit.</summary>
/// <remarks>One thread at a time; no allocation after the first frame of a size.</remarks>
public interface IAttributeMeter : IDisposable
{
    /// <summary>The engine and device, for logs and reports, e.g. "cpu" or "vulkan: llvmpipe (software)".</summary>
    string Device { get; }

    /// <summary>Measures one frame and waits for the result.</summary>
    AttributeSums Measure(in FrameView frame);
}
