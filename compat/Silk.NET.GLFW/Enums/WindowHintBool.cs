namespace Silk.NET.GLFW;

/// <summary>Hints for the next window that take a truth value.</summary>
public enum WindowHintBool : int
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
    Stereo = 135180,
    SrgbCapable = 135182,
    DoubleBuffer = 135184,
    OpenGLForwardCompat = 139270,
    OpenGLDebugContext = 139271,
    ContextNoError = 139274,
}
