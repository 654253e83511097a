using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EmoVid.Realtime.Generation.Tests;

/// <summary>A throw-away copy of a pack that a test may damage.</summary>
internal sealed class PackCopy : IDisposable
{
    public PackCopy(string? original = null)
    {
        Path = Directory.CreateTempSubdirectory("emovid-päck-").FullName;
        foreach (string file in Directory.EnumerateFiles(original ?? SyntheticPack.Path))
        {
            System.IO.File.Copy(file, File(System.IO.Path.GetFileName(file)));
        }
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Changes the manifest's JSON.</summary>
    public void EditManifest(Action<JsonObject> edit)
    {
        JsonObject manifest = JsonNode.Parse(System.IO.File.ReadAllText(File("manifest.json")))!.AsObject();
        edit(manifest);
        System.IO.File.WriteAllText(File("manifest.json"), manifest.ToJsonString());
    }

    /// <summary>Replaces the one place where <paramref name="old"/> occurs, or the last one, and makes the manifest vouch for the
    /// result.</summary>
    public void PatchAndReseal(string name, ReadOnlySpan<byte> old, ReadOnlySpan<byte> replacement)
    {
        byte[] content = System.IO.File.ReadAllBytes(File(name));
        int at = content.AsSpan().LastIndexOf(old);
        Assert.True(at >= 0, $"{name} does not hold the bytes to patch.");
        while (at >= 0)
        {
            replacement.CopyTo(content.AsSpan(at));
            at = content.AsSpan().LastIndexOf(old);
        }

        Reseal(name, content);
    }

    public void Reseal(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        EditManifest(manifest =>
        {
            JsonObject entry = manifest["files"]![name]!.AsObject();
            entry["bytes"] = content.Length;
            entry["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
        });
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
