namespace EmoVid.Realtime;

/// <summary>The argument rules that every grader shares.</summary>
internal static class GradeArguments
{
    /// <exception cref="ArgumentException">The sizes of source, target and mask differ.</exception>
    public static void Check(GradeLut lut, int width, int height, int targetWidth, int targetHeight, in MaskView mask)
    {
        ArgumentNullException.ThrowIfNull(lut);
        if (width != targetWidth || height != targetHeight)
        {
            throw new ArgumentException($"The source is {width}×{height}, but the target is {targetWidth}×{targetHeight}.", nameof(targetWidth));
        }

        if (!mask.IsEmpty && (mask.Width != width || mask.Height != height))
        {
            throw new ArgumentException($"The frame is {width}×{height}, but the mask is {mask.Width}×{mask.Height}.", nameof(mask));
        }
    }
}
