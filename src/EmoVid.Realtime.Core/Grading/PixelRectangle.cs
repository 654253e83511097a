namespace EmoVid.Realtime;

/// <summary>A rectangle of pixels; the origin is the top left, y goes down. One without width or height is empty.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelRectangle(int X, int Y, int Width, int Height)
{
    /// <summary>The part of it inside a frame.</summary>
    internal PixelRectangle Within(int width, int height)
    {
        int left = Math.Clamp(X, 0, width), top = Math.Clamp(Y, 0, height);
        int right = (int)Math.Clamp((long)X + Width, left, width), bottom = (int)Math.Clamp((long)Y + Height, top, height);
        return new PixelRectangle(left, top, right - left, bottom - top);
    }
}
