using System.Text.Json;

namespace EmoVid.Realtime.ShaderBuilder;

/// <summary>shaders.lock.json: which compiler made which bytes out of which sources.</summary>
/// <param name="Compiler">Version text of glslc, in one line.</param>
/// <param name="Arguments">What glslc was called with.</param>
/// <param name="Shaders">One entry a kernel, by the stem of its file name.</param>
public sealed record ShaderLock(string Compiler, string Arguments, SortedDictionary<string, ShaderLockEntry> Shaders)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads a lock file.</summary>
    public static ShaderLock Read(string path) =>
        JsonSerializer.Deserialize<ShaderLock>(File.ReadAllText(path), Json)
        ?? throw new ShaderBuildException($"Reading {path}: found null, expected a lock; run the shader builder.");

    /// <summary>Writes a lock file, through a temporary one.</summary>
    public void Write(string path)
    {
        File.WriteAllText(path + ".tmp", JsonSerializer.Serialize(this, Json).ReplaceLineEndings("\n") + "\n");
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
