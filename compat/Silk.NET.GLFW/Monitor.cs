namespace Silk.NET.GLFW;

/// <summary>GLFW's monitor: only pointers to it exist.</summary>
public struct Monitor
{
}
