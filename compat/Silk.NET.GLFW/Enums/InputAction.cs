namespace Silk.NET.GLFW;

/// <summary>What happened to a key or button.</summary>
public enum InputAction : int
{
    Release = 0,
    Press = 1,
    Repeat = 2,
}
