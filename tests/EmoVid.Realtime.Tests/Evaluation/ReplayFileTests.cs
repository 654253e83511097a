using System.Buffers.Binary;
using System.Text;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Tests.Evaluation;

public sealed class ReplayFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emovid-replay-").FullName;
    private readonly ModelPack _pack = ModelPack.Open(CommittedFiles.Pack);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_and_codes_come_back_as_half_floats()
    {
        ReplayFile file = ReplayFile.Read(Write(_pack.Hash), _pack);
        Assert.Equal([new ReplayRow("drawn", Emotion.Awe, null), new ReplayRow("teacher", Emotion.Fear, "cat")], file.Rows);
        float[] codes = file.Codes(1).ToArray();
        Assert.Equal(4 * _pack.Manifest.CodeSize, codes.Length);
        Assert.All(codes.Select((value, i) => value - (codes.Length + i) * 0.25f), difference => Assert.Equal(0, difference, 3));
    }

    [Fact]
    public void Codes_of_another_pack_and_cut_ones_are_refused_in_one_line()
    {
        EmoVidException other = Assert.Throws<EmoVidException>(() => ReplayFile.Read(Write(new string('a', 64)), _pack));
        Assert.Contains("aaaa", other.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', other.Message);
        string path = Write(_pack.Hash);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^2]);
        Assert.Throws<EmoVidException>(() => ReplayFile.Read(path, _pack));
        File.WriteAllText(path, "no json\n");
        Assert.Contains("replay.py", Assert.Throws<EmoVidException>(() => ReplayFile.Read(path, _pack)).Message, StringComparison.Ordinal);
    }

    private string Write(string hash)
    {
        string path = Path.Combine(_folder, "replay.bin");
        int count = 2 * 4 * _pack.Manifest.CodeSize;
        var codes = new byte[2 * count];
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(codes.AsSpan(2 * i), (Half)(i * 0.25f));
        }

        byte[] head = Encoding.UTF8.GetBytes($$"""{"packSha256": "{{hash}}", "frames": 4, "rows": [{"kind": "drawn", "emotion": "awe"}, {"kind": "teacher", "emotion": "fear", "still": "cat"}]}""" + "\n");
        File.WriteAllBytes(path, [.. head, .. codes]);
        return path;
    }
}
