namespace Silk.NET.GLFW;

/// <summary>Which API a window is made for; Vulkan is <see cref="NoApi"/>.</summary>
public enum ClientApi : int
{
    NoApi = 0,
    OpenGL = 196609,
    OpenGLES = 196610,
}
