using System.Security.Cryptography;

namespace EmoVid.Realtime;

/// <summary>A file that went into what was captured: inside the capture where it is small enough, else by name and hash.</summary>
public sealed record CaptureInput
{
    /// <summary>Larger inputs are named and not embedded, in bytes: a sticker always fits, an hour of video never.</summary>
    public const long EmbedUpTo = 16 << 20;

    /// <summary>The still that acts.</summary>
    public const string Still = "still";

    /// <summary>The frames that are graded.</summary>
    public const string Scene = "scene";

    /// <summary>The picture that says what the grade leaves alone.</summary>
    public const string Mask = "mask";

    /// <summary>What it was for: <see cref="Still"/>, <see cref="Scene"/> or <see cref="Mask"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The file's name, without its folder: a report says nothing about its sender's disk.</summary>
    public required string Name { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long ByteCount { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file itself; empty where it is only named.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Whether the file is inside the capture.</summary>
    public bool IsEmbedded => Content.Length == ByteCount;

    /// <summary>Reads a file.</summary>
    /// <param name="role">What it is for.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="CaptureException">The file cannot be read.</exception>
    public static CaptureInput FromFile(string role, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            var input = new CaptureInput { Role = role, Name = Path.GetFileName(path), ByteCount = file.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)) };
            if (input.ByteCount > EmbedUpTo)
            {
                return input;
            }

            file.Position = 0;
            byte[] content = new byte[input.ByteCount];
            file.ReadExactly(content);
            return input with { Content = content };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CaptureException($"capturing the input '{path}': found that it cannot be read ({failure.Message.TrimEnd('.')}), expected a file; check the name", failure);
        }
    }
}
