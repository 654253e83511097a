using System.Security.Cryptography;
using System.Text.Json;

namespace EmoVid.Realtime.Generation;

/// <summary>The judges of an evaluation as they are published: a folder with <c>manifest.json</c>, two ONNX graphs, stills and real clips. Opening
/// one verifies all of it.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class JudgePack
{
    internal const string ExpressionName = "expression.onnx";
    internal const string MotionName = "motion.onnx";
    private const long MaxFileBytes = 64L << 20;

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private JudgePack(string path, byte[] manifest)
    {
        Path = path;
        Hash = Convert.ToHexStringLower(SHA256.HashData(manifest));
        Manifest = ReadManifest(path, manifest);
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>SHA-256 over the bytes of <c>manifest.json</c>: names the whole pack.</summary>
    public string Hash { get; }

    /// <summary>What the pack says about itself.</summary>
    public JudgePackManifest Manifest { get; }

    /// <summary>Opens a pack and checks size and hash of every file.</summary>
    /// <param name="path">The pack's folder.</param>
    /// <exception cref="ModelPackException">The pack is missing, damaged, altered or of a form that this version does not read.</exception>
    public static JudgePack Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PackFiles.RequireFolder(path);
        var pack = new JudgePack(path, PackFiles.Read(path, PackFiles.ManifestName, PackFiles.MaxManifestBytes));
        foreach ((string name, JudgePackEntry entry) in pack.Manifest.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (System.IO.Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
            {
                throw ModelPackException.Opening(path, $"the file name '{name}'", "names inside the pack");
            }

            pack._files.Add(name, PackFiles.ReadVerified(path, new ModelPackFile(name, entry.Bytes, entry.Sha256), MaxFileBytes));
        }

        IEnumerable<string> named = [ExpressionName, MotionName, .. pack.Manifest.Stills.Select(still => still.File), .. pack.Manifest.Clips.Select(clip => clip.File)];
        string? missing = named.FirstOrDefault(name => !pack._files.ContainsKey(name));
        return missing is null ? pack : throw ModelPackException.Opening(path, $"no {missing} among the files of manifest.json", "every file that it names");
    }

    /// <summary>A verified file.</summary>
    /// <exception cref="KeyNotFoundException">The manifest does not list it.</exception>
    public Stream OpenFile(string name) => new MemoryStream(_files[name], writable: false);

    internal byte[] Content(string name) => _files[name];

    private static JudgePackManifest ReadManifest(string path, byte[] json)
    {
        try
        {
            JudgePackManifest manifest = JsonSerializer.Deserialize<JudgePackManifest>(json, Options) ?? throw new JsonException("null");
            return manifest.Format == JudgePackManifest.SupportedFormat
                ? manifest
                : throw ModelPackException.Opening(path, $"format {manifest.Format}", $"format {JudgePackManifest.SupportedFormat}");
        }
        catch (JsonException e)
        {
            throw ModelPackException.Opening(path, $"a manifest.json that does not describe a judge pack (line {e.LineNumber + 1})", "the fields of docs/evaluation.md", inner: e);
        }
    }
}
