using System.Security.Cryptography;
using System.Text.Json;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>Compiled shaders are committed, so the lock must name each of them, and each source must have one. That a source
/// compiles to its binary is tested beside the passes.</summary>
public class ShaderLockTests
{
    private static readonly Dictionary<string, JsonElement> Lock = JsonDocument.Parse(RepositoryTree.Read("shaders/compiled/shaders.lock.json"))
        .RootElement.GetProperty("shaders").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);

    [Fact]
    public void Every_kernel_is_locked()
    {
        IEnumerable<string> sources = RepositoryTree.Files("shaders", "*.comp").Select(path => path["shaders/".Length..]);
        Assert.Equal(sources.Order(StringComparer.Ordinal), Lock.Values.Select(entry => entry.GetProperty("source").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_binary_is_the_locked_one()
    {
        string[] binaries = [.. RepositoryTree.Files("shaders", "*.spv")];
        Assert.Equal(Lock.Count, binaries.Length);
        Assert.All(binaries, path =>
        {
            byte[] content = File.ReadAllBytes(Path.Combine(RepositoryTree.Root, path));
            Assert.Equal(Lock[Path.GetFileNameWithoutExtension(path)].GetProperty("spirvSha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(content)));
        });
    }
}
