namespace Silk.NET.GLFW;

/// <summary>Modifier keys held, as bits.</summary>
public enum KeyModifiers : int
{
    Shift = 1,
    Control = 2,
    Alt = 4,
    Super = 8,
}
