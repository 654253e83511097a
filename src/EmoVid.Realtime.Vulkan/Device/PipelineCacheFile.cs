using System.Security.Cryptography;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The driver's pipeline cache on disk. Drivers trust what they are given, so the file carries a hash of its
/// payload, and a file that does not match counts as missing.</summary>
/// <remarks>Layout: 8 bytes "EMVPIPE1", 32 bytes SHA-256 of the payload, the payload.</remarks>
internal static class PipelineCacheFile
{
    private const int HeaderSize = 8 + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "EMVPIPE1"u8;

    /// <summary>The folder that <see cref="VulkanDeviceOptions.PipelineCacheFolder"/> documents, or null when the user has no
    /// home.</summary>
    public static string? DefaultFolder()
    {
        string? root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(root) || !Path.IsPathFullyQualified(root))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : home.Length == 0 ? ""
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
                : Path.Combine(home, ".cache");
        }

        return root.Length == 0 ? null : Path.Combine(root, "emovid-realtime");
    }

    /// <summary>The payload, or an empty array when the file is missing, damaged or unreadable.</summary>
    public static byte[] Load(string path)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            if (file.Length <= HeaderSize || !file.AsSpan(0, 8).SequenceEqual(Magic))
            {
                return [];
            }

            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(file.AsSpan(HeaderSize), hash);
            return hash.SequenceEqual(file.AsSpan(8, SHA256.HashSizeInBytes)) ? file[HeaderSize..] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Writes the payload to a temporary file beside <paramref name="path"/> and moves it into place.</summary>
    /// <returns>Whether it was written; a folder that cannot be written only costs time at the next start.</returns>
    public static bool TrySave(string path, ReadOnlySpan<byte> payload)
    {
        string temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            byte[] file = new byte[HeaderSize + payload.Length];
            Magic.CopyTo(file);
            SHA256.HashData(payload, file.AsSpan(8, SHA256.HashSizeInBytes));
            payload.CopyTo(file.AsSpan(HeaderSize));
            File.WriteAllBytes(temporary, file);
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What could not be written can rarely be deleted; the file is small and never read.
        }
    }
}
