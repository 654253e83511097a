using System.Security.Cryptography;

namespace EmoVid.Realtime.Generation;

/// <summary>A generator as it is published: a folder with <c>manifest.json</c>, three ONNX graphs, a licence and a card.
/// Opening one verifies all of it; what an open pack holds in memory is what was verified.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class ModelPack
{
    internal const string AppearanceName = "appearance.onnx";
    internal const string MotionName = "motion.onnx";
    internal const string RendererName = "renderer.onnx";
    internal const long MaxFileBytes = 512L << 20;

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
        PackFiles.RequireFolder(path);
        var pack = new ModelPack(path, PackFiles.Read(path, PackFiles.ManifestName, PackFiles.MaxManifestBytes));
        foreach (ModelPackFile file in pack.Manifest.Files.Values.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            byte[] content = PackFiles.ReadVerified(path, file, MaxFileBytes);
            if (file.Name is AppearanceName or MotionName or RendererName)
            {
                GraphContract.For(file.Name, pack.Manifest).Check(path, content);
                pack._graphs.Add(file.Name, content);
            }
        }

        return pack;
    }

    internal byte[] Graph(string name) => _graphs[name];
}
