using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>Something that the engine asked of Vulkan failed.</summary>
internal sealed class EngineException(string message) : Exception(message)
{
    public static void Check(Result result, string what)
    {
        if (result != Result.Success)
        {
            throw new EngineException($"{what}: Vulkan says {result}");
        }
    }
}
