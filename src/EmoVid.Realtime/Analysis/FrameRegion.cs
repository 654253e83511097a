namespace EmoVid.Realtime;

/// <summary>A rectangle of a frame, in pixels from the top left.</summary>
/// <param name="X">Left column, at least 0.</param>
/// <param name="Y">Top row, at least 0.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct FrameRegion(int X, int Y, int Width, int Height)
{
    /// <summary>Whether a frame of a size holds the rectangle.</summary>
    public bool IsInside(int width, int height) => X >= 0 && Y >= 0 && Width >= 1 && Height >= 1 && (long)X + Width <= width && (long)Y + Height <= height;
}
