namespace EmoVid.Realtime;

/// <summary>Recolours frames through a baked grade, on the CPU or on a Vulkan device.</summary>
/// <remarks>One thread at a time. Frames of any size, from call to call.</remarks>
public interface IFrameGrader : IDisposable
{
    /// <summary>The engine and device, e.g. "cpu".</summary>
    string Device { get; }

    /// <summary>Grades a frame. Source and target may be the same memory when they have the same layout. Alpha is kept; the identity gives
    /// the input back bit for bit where the layouts are equal.</summary>
    /// <param name="source">The frame.</param>
    /// <param name="target">Where the graded frame goes, of the same size.</param>
    /// <param name="lut">The baked grade.</param>
    /// <param name="options">Dithering and protection.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    void Grade(in FrameView source, in FrameTarget target, GradeLut lut, in GradeOptions options = default);
}
