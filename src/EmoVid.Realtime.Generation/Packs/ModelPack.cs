using System.Security.Cryptography;

namespace EmoVid.Realtime.Generation;

/// <summary>A generator as it is published: a folder with <c>manifest.json</c>, three ONNX graphs, a licence and a card.
/// Opening one verifies all of it; what an open pack holds in memory is what was verified.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class ModelPack
{
    internal const string ManifestName = "manifest.json";
    internal const string AppearanceName = "appearance.onnx";
    internal const string MotionName = "motion.onnx";
    internal const string RendererName = "renderer.onnx";
    internal const long MaxFileBytes = 512L << 20;
    private const long MaxManifestBytes = 1 << 20;

    internal static readonly string[] RequiredFiles = [AppearanceName, MotionName, RendererName, "LICENSE.txt", "CARD.md"];

    private readonly Dictionary<string, byte[]> _graphs = new(StringComparer.Ordinal);

    private ModelPack(string path, byte[] manifest)
    {
        Path = path;
        Hash = Convert.ToHexStringLower(SHA256.HashData(manifest));
        Manifest = ManifestReader.Read(path, manifest);
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>SHA-256 over the bytes of <c>manifest.json</c>, 64 lower-case hexadecimal digits. The manifest holds the hash
    /// of every other file, so this names the whole pack; reports show it.</summary>
    public string Hash { get; }

    /// <summary>What the pack says about itself.</summary>
    public ModelPackManifest Manifest { get; }

    /// <summary>Bytes of all files that the manifest lists, the manifest itself not counted.</summary>
    public long TotalBytes => Manifest.Files.Values.Sum(file => file.Bytes);

    /// <summary>Opens a pack: reads the manifest, checks size and hash of every file, and checks that the graphs are what the
    /// manifest says (operator set, names, shapes, stock operators, finite weights).</summary>
    /// <param name="path">The pack's folder.</param>
    /// <exception cref="ModelPackException">The pack is missing, damaged, altered or of a form that this version does not
    /// read.</exception>
    public static ModelPack Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            throw ModelPackException.Opening(path, File.Exists(path) ? "a file" : "no such folder", "a folder with manifest.json", "give the folder of a model pack");
        }

        var pack = new ModelPack(path, ReadFile(path, ManifestName, MaxManifestBytes));
        foreach (ModelPackFile file in pack.Manifest.Files.Values.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            byte[] content = ReadVerified(path, file);
            if (file.Name is AppearanceName or MotionName or RendererName)
            {
                GraphContract.For(file.Name, pack.Manifest).Check(path, content);
                pack._graphs.Add(file.Name, content);
            }
        }

        return pack;
    }

    internal byte[] Graph(string name) => _graphs[name];

    private static byte[] ReadVerified(string path, ModelPackFile file)
    {
        byte[] content = ReadFile(path, file.Name, MaxFileBytes);
        if (content.LongLength != file.Bytes)
        {
            throw ModelPackException.Opening(path, $"{file.Name} of {content.LongLength} bytes", $"{file.Bytes} bytes as manifest.json says");
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        return sha256 == file.Sha256
            ? content
            : throw ModelPackException.Opening(path, $"{file.Name} with sha256 {sha256[..16]}…", $"{file.Sha256[..16]}… as manifest.json says");
    }

    private static byte[] ReadFile(string path, string name, long limit)
    {
        string file = System.IO.Path.Combine(path, name);
        try
        {
            long length = new FileInfo(file).Length;
            return length <= limit
                ? File.ReadAllBytes(file)
                : throw ModelPackException.Opening(path, $"{name} of {length} bytes", $"at most {limit}");
        }
        catch (FileNotFoundException e)
        {
            throw ModelPackException.Opening(path, $"no {name}", "every file of the pack", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ModelPackException.Opening(path, $"{name} unreadable ({e.Message})", "a readable file", "check the file and its permissions", e);
        }
    }
}
