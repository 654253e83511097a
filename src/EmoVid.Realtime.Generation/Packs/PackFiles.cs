using System.Security.Cryptography;

namespace EmoVid.Realtime.Generation;

/// <summary>Reads the files of a pack, and lets through only what its manifest vouches for.</summary>
internal static class PackFiles
{
    public const string ManifestName = "manifest.json";
    public const long MaxManifestBytes = 1 << 20;

    /// <exception cref="ModelPackException">The folder is missing, or a file.</exception>
    public static void RequireFolder(string pack)
    {
        if (!Directory.Exists(pack))
        {
            throw ModelPackException.Opening(pack, File.Exists(pack) ? "a file" : "no such folder", "a folder with manifest.json", "give the folder of a model pack");
        }
    }

    /// <exception cref="ModelPackException">Size or hash are not the manifest's.</exception>
    public static byte[] ReadVerified(string pack, ModelPackFile file, long limit)
    {
        byte[] content = Read(pack, file.Name, limit);
        if (content.LongLength != file.Bytes)
        {
            throw ModelPackException.Opening(pack, $"{file.Name} of {content.LongLength} bytes", $"{file.Bytes} bytes as manifest.json says");
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        return sha256 == file.Sha256
            ? content
            : throw ModelPackException.Opening(pack, $"{file.Name} with sha256 {sha256[..16]}…", $"{file.Sha256[..Math.Min(16, file.Sha256.Length)]}… as manifest.json says");
    }

    /// <exception cref="ModelPackException">The file is missing, unreadable or larger than <paramref name="limit"/>.</exception>
    public static byte[] Read(string pack, string name, long limit)
    {
        string file = Path.Combine(pack, name);
        try
        {
            long length = new FileInfo(file).Length;
            return length <= limit
                ? File.ReadAllBytes(file)
                : throw ModelPackException.Opening(pack, $"{name} of {length} bytes", $"at most {limit}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ModelPackException.Opening(pack, $"no {name}", "every file of the pack", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ModelPackException.Opening(pack, $"{name} unreadable ({e.Message})", "a readable file", "check the file and its permissions", e);
        }
    }
}
