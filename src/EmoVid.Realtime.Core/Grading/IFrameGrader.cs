namespace EmoVid.Realtime;

/// <summary>Recolours frames through a baked grade, on the CPU or on a Vulkan device.</summary>
/// <remarks>One thread at a time. Frames of any size, from call to call.</remarks>
public interface IFrameGrader : IDisposable
{
    /// <summary>The engine and device, e.g. "cpu".</summary>
    string Device { get; }

    /// <summary>Grades a frame. Source and target may be the same memory when they have the same layout. Alpha is kept; colour is graded straight, whatever
    /// the alpha mode. The identity gives the input back bit for bit where the layouts are equal; where they differ, the frame is converted.</summary>
    /// <remarks>Half floats: light above white keeps its excess (the pixel is graded at its largest channel's scale), negative channels and NaN count
    /// as 0.</remarks>
    /// <param name="source">The frame.</param>
    /// <param name="target">Where the graded frame goes, of the same size.</param>
    /// <param name="lut">The baked grade.</param>
    /// <param name="options">Dithering and the rectangle that stays as it is.</param>
    /// <param name="mask">How much of the grade each pixel takes, 0-255, soft edges included; of the frame's size, or none.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    void Grade(in FrameView source, in FrameTarget target, GradeLut lut, in GradeOptions options = default, in MaskView mask = default);

    /// <summary>Grades a Y′CbCr frame; range, matrix and place of the chroma may differ between source and target.</summary>
    /// <inheritdoc cref="Grade(in FrameView, in FrameTarget, GradeLut, in GradeOptions, in MaskView)"/>
    void Grade(in YuvFrameView source, in YuvFrameTarget target, GradeLut lut, in GradeOptions options = default, in MaskView mask = default);
}
