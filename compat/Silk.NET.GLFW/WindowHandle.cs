namespace Silk.NET.GLFW;

/// <summary>GLFW's window: only pointers to it exist.</summary>
public struct WindowHandle
{
}
