namespace EmoVid.Realtime.Compat.Tests.Glfws;

/// <summary>GLFW is one a process and its display is the process's environment: its tests take turns.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GlfwTestGroup
{
    public const string Name = "glfw";
}
