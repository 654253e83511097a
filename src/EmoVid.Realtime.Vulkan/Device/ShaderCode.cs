using System.Reflection;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The compiled shaders inside the assembly.</summary>
internal static class ShaderCode
{
    /// <summary>Reads a shader.</summary>
    /// <param name="stem">File name of its source without extension, e.g. "sticker_compositor".</param>
    public static byte[] Read(string stem)
    {
        string resource = $"shaders/{stem}.spv";
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new VulkanException($"Loading a shader: the assembly holds no '{resource}', expected one for each kernel under shaders/; "
                + "run tools/ShaderBuilder and build again.");
        byte[] code = new byte[stream.Length];
        stream.ReadExactly(code);
        return code;
    }
}
