namespace Silk.NET.GLFW;

/// <summary>The hint that takes a <see cref="GLFW.ClientApi"/>.</summary>
public enum WindowHintClientApi : int
{
    ClientApi = 139265,
}
