namespace Silk.NET.GLFW;

/// <summary>Attributes of a window that can be read.</summary>
public enum WindowAttributeGetter : int
{
    Focused = 131073,
    Iconified = 131074,
    Resizable = 131075,
    Visible = 131076,
    Decorated = 131077,
    AutoIconify = 131078,
    Floating = 131079,
    Maximized = 131080,
    CenterCursor = 131081,
    TransparentFramebuffer = 131082,
    Hovered = 131083,
    FocusOnShow = 131084,
}
