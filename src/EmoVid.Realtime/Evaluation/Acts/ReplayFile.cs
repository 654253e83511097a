using System.Buffers.Binary;
using System.Text.Json;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Codes of real clips and of the teacher, which belong to one model pack: a line of JSON, then half floats, little-endian.</summary>
/// <remarks>Immutable; any thread.</remarks>
internal sealed class ReplayFile
{
    private readonly float[] _codes;
    private readonly int _length;

    private ReplayFile(IReadOnlyList<ReplayRow> rows, float[] codes, int length) => (Rows, _codes, _length) = (rows, codes, length);

    public IReadOnlyList<ReplayRow> Rows { get; }

    public ReadOnlySpan<float> Codes(int row) => _codes.AsSpan(row * _length, _length);

    /// <summary>The file that lies beside a judge pack for a model pack; null where there is none, or one for an older pack of this name: the report
    /// says so.</summary>
    /// <exception cref="EmoVidException">The file is damaged.</exception>
    public static ReplayFile? Find(string judgeFolder, ModelPack pack)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(judgeFolder).TrimEnd(Path.DirectorySeparatorChar))!, $"replay-{pack.Manifest.Name}.bin");
        return File.Exists(path) && PackOf(path, File.ReadAllBytes(path)) == pack.Hash ? Read(path, pack) : null;
    }

    /// <exception cref="EmoVidException">The file belongs to another pack, or is damaged.</exception>
    public static ReplayFile Read(string path, ModelPack pack)
    {
        byte[] content = File.ReadAllBytes(path);
        int line = Array.IndexOf(content, (byte)'\n');
        try
        {
            using JsonDocument head = JsonDocument.Parse(content.AsMemory(0, Math.Max(0, line)));
            JsonElement root = head.RootElement;
            string sha = root.GetProperty("packSha256").GetString() ?? "";
            if (sha != pack.Hash)
            {
                throw Bad(path, $"codes of the pack {sha[..Math.Min(16, sha.Length)]}…", $"of {pack.Hash[..16]}…");
            }

            int length = root.GetProperty("frames").GetInt32() * pack.Manifest.CodeSize;
            ReplayRow[] rows = [.. root.GetProperty("rows").EnumerateArray().Select(row => new ReplayRow(
                row.GetProperty("kind").GetString()!,
                EmotionNames.TryParse(row.GetProperty("emotion").GetString(), out Emotion emotion) ? emotion : throw Bad(path, "an unknown emotion", "one of the eight"),
                row.TryGetProperty("still", out JsonElement still) ? still.GetString() : null))];
            ReadOnlySpan<byte> data = content.AsSpan(line + 1);
            if (data.Length != 2 * length * rows.Length)
            {
                throw Bad(path, $"{data.Length} bytes of codes", $"{2 * length * rows.Length}");
            }

            var codes = new float[length * rows.Length];
            for (int i = 0; i < codes.Length; i++)
            {
                codes[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(data[(2 * i)..]);
            }

            return new ReplayFile(rows, codes, length);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw NoHead(path, e);
        }
    }

    private static string PackOf(string path, byte[] content)
    {
        try
        {
            using JsonDocument head = JsonDocument.Parse(content.AsMemory(0, Math.Max(0, Array.IndexOf(content, (byte)'\n'))));
            return head.RootElement.GetProperty("packSha256").GetString() ?? "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw NoHead(path, e);
        }
    }

    private static EmoVidException NoHead(string path, Exception cause) =>
        new($"reading '{path}': found no line of JSON that describes codes, expected packSha256, frames and rows; make it again with training/emovid_training/judges/replay.py", cause);

    private static EmoVidException Bad(string path, string found, string expected) =>
        new($"reading '{path}': found {found}, expected {expected}; make it again with training/emovid_training/judges/replay.py");
}
