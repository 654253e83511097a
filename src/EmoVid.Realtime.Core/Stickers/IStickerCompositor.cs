namespace EmoVid.Realtime;

/// <summary>Applies motion fields to a still at the output's resolution. Two engines: the CPU's in Core and the Vulkan
/// pass; they agree within 2/255.</summary>
/// <remarks>One thread at a time. Set the still once, then compose as many frames as wanted without allocation. When an
/// output size is met for the first time, the engine passes the still through <see cref="StillResampler.ForOutput"/> and
/// samples the result, so that a still with more pixels than the output never aliases.</remarks>
public interface IStickerCompositor : IDisposable
{
    /// <summary>The engine and device, for logs and reports, e.g. "cpu" or "vulkan: llvmpipe (software)".</summary>
    string Device { get; }

    /// <summary>Takes a copy of the still that the following calls animate.</summary>
    /// <param name="still">RGBA8 or BGRA8 of any size and alpha mode (converted to premultiplied).</param>
    /// <param name="placement">Where the still stands on the canvas.</param>
    void SetStill(in FrameView still, StickerPlacement placement);

    /// <summary>Renders one frame: lays the paint over the still, then warps both. Sampling of the painted still is bicubic
    /// (Catmull-Rom) on premultiplied colour; outside it is transparent.</summary>
    /// <param name="fields">The motion of this instant.</param>
    /// <param name="target">A square RGBA8 premultiplied frame.</param>
    /// <exception cref="InvalidOperationException">No still was set.</exception>
    void Compose(MotionFields fields, FrameTarget target);
}
