namespace Silk.NET.GLFW;

/// <summary>Mouse buttons.</summary>
public enum MouseButton : int
{
    Left = 0,
    Right = 1,
    Middle = 2,
    Button4 = 3,
    Button5 = 4,
    Button6 = 5,
    Button7 = 6,
    Button8 = 7,
}
