using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EmoVid.Realtime.Generation.Tests;

public class ModelPackTests
{
    public static TheoryData<string> AllFiles => ["appearance.onnx", "motion.onnx", "renderer.onnx", "LICENSE.txt", "CARD.md"];

    [Fact]
    public void Open_reads_what_the_manifest_says()
    {
        ModelPackManifest manifest = ModelPack.Open(SyntheticPack.Path).Manifest;
        Assert.Equal("synthetic", manifest.Name);
        Assert.Equal(new DateOnly(2026, 1, 1), manifest.Created);
        Assert.Equal((32, 0.75f, 20.0, 40), (manifest.Canvas, manifest.StillFill, manifest.CodeRateHz, manifest.WindowFrames));
        Assert.Equal((6, 4, 8, 12), (manifest.CodeSize, manifest.EmbeddingSize, manifest.WarpSize, manifest.PaintSize));
        Assert.Equal([1, 3, 8, 8], manifest.FeatureShape);
        Assert.Equal("neutral", manifest.Emotions[0]);
        Assert.Equal("[]", manifest.Training["seeds"]);
    }

    [Fact]
    public void Hash_is_the_sha256_of_the_manifest_and_changes_with_it()
    {
        using var copy = new PackCopy();
        string before = ModelPack.Open(copy.Path).Hash;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(copy.File("manifest.json")))), before);
        copy.EditManifest(manifest => manifest["version"] = "2");
        Assert.NotEqual(before, ModelPack.Open(copy.Path).Hash);
    }

    [Fact]
    public void TotalBytes_is_the_size_of_the_listed_files() =>
        Assert.Equal(
            Directory.EnumerateFiles(SyntheticPack.Path).Where(file => !file.EndsWith("manifest.json", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length),
            ModelPack.Open(SyntheticPack.Path).TotalBytes);

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_changed_byte_in_any_file_is_refused(string name)
    {
        using var copy = new PackCopy();
        byte[] content = File.ReadAllBytes(copy.File(name));
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(copy.File(name), content);
        AssertRefused(copy, name, "sha256");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_truncated_file_is_refused(string name)
    {
        using var copy = new PackCopy();
        byte[] content = File.ReadAllBytes(copy.File(name));
        File.WriteAllBytes(copy.File(name), content[..^1]);
        AssertRefused(copy, name, $"{content.Length - 1} bytes", $"{content.Length} bytes");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    [InlineData("manifest.json")]
    public void A_missing_file_is_refused(string name)
    {
        using var copy = new PackCopy();
        File.Delete(copy.File(name));
        AssertRefused(copy, $"no {name}");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_file_that_the_manifest_does_not_list_is_refused(string name)
    {
        using var copy = new PackCopy();
        copy.EditManifest(manifest => manifest["files"]!.AsObject().Remove(name));
        AssertRefused(copy, $"no entry for {name}");
    }

    [Fact]
    public void A_missing_folder_is_refused()
    {
        var e = Assert.Throws<ModelPackException>(() => ModelPack.Open("/nowhere/at all"));
        Assert.Equal("opening the model pack '/nowhere/at all': found no such folder, expected a folder with manifest.json; give the folder of a model pack", e.Message);
    }

    [Fact]
    public void A_file_instead_of_a_folder_is_refused() =>
        Assert.Contains("found a file", Assert.Throws<ModelPackException>(() => ModelPack.Open(Path.Combine(SyntheticPack.Path, "CARD.md"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_message_stays_one_line_whatever_the_path()
    {
        var e = Assert.Throws<ModelPackException>(() => ModelPack.Open("/no\nwhere\r\u0085\t"));
        Assert.DoesNotContain(e.Message, char.IsControl);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"format\":1}")]
    [InlineData("\u0000\u0001\u0002")]
    public void A_manifest_that_is_not_one_is_refused(string text)
    {
        using var copy = new PackCopy();
        File.WriteAllText(copy.File("manifest.json"), text);
        AssertRefused(copy, "manifest.json");
    }

    [Fact]
    public void A_manifest_cut_anywhere_is_refused()
    {
        using var copy = new PackCopy();
        byte[] whole = File.ReadAllBytes(copy.File("manifest.json"));
        for (int length = 0; length < whole.Length - 2; length += 7)
        {
            File.WriteAllBytes(copy.File("manifest.json"), whole[..length]);
            Assert.Throws<ModelPackException>(() => ModelPack.Open(copy.Path));
        }
    }

    public static TheoryData<string, string> BadFields => new()
    {
        { "format", "2" }, { "format", "0" }, { "format", "\"1\"" }, { "format", "1.5" },
        { "opset", "16" }, { "opset", "18" },
        { "name", "\"\"" }, { "name", "3" }, { "version", "null" }, { "created", "\"yesterday\"" }, { "licence", "\"\"" },
        { "canvas", "0" }, { "canvas", "100000" }, { "canvas", "31.5" }, { "stillFill", "0" }, { "stillFill", "1.5" },
        { "codeRateHz", "0" }, { "codeRateHz", "-24" }, { "windowFrames", "0" }, { "loopMinimumFrames", "0" }, { "loopMinimumFrames", "41" }, { "loopMultiple", "0" }, { "loopMultiple", "11" }, { "windowFrames", "41.5" }, { "codeSize", "0" }, { "codeSize", "99999999999" },
        { "expressionFrom", "-1" }, { "expressionFrom", "7" }, { "expressionFrom", "null" },
        { "embeddingSize", "-1" }, { "featureShape", "[3,8,8]" }, { "featureShape", "[2,3,8,8]" }, { "featureShape", "[1,3,0,8]" }, { "featureShape", "8" },
        { "warpSize", "3" }, { "paintSize", "3" }, { "guidance", "\"x\"" }, { "training", "[]" }, { "files", "[]" },
        { "emotions", "[]" }, { "emotions", "[\"neutral\",\"neutral\",\"fear\",\"disgust\",\"anger\",\"excitement\",\"contentment\",\"awe\",\"amusement\"]" },
        { "emotions", "[1,2,3,4,5,6,7,8,9]" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public void A_field_out_of_range_is_refused_by_name(string field, string json)
    {
        using var copy = new PackCopy();
        copy.EditManifest(manifest => manifest[field] = JsonNode.Parse(json));
        AssertRefused(copy, field);
    }

    [Fact]
    public void Every_field_is_required()
    {
        string[] fields = [.. JsonNode.Parse(File.ReadAllText(Path.Combine(SyntheticPack.Path, "manifest.json")))!.AsObject().Select(field => field.Key)];
        Assert.Equal(21, fields.Length);
        foreach (string field in fields)
        {
            using var copy = new PackCopy();
            copy.EditManifest(manifest => manifest.Remove(field));
            AssertRefused(copy, field);
        }
    }

    [Theory]
    [InlineData("../motion.onnx")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\b")]
    [InlineData("..")]
    [InlineData("")]
    public void A_file_name_with_a_path_is_refused(string name)
    {
        using var copy = new PackCopy();
        copy.EditManifest(manifest => manifest["files"]![name] = JsonNode.Parse("{\"sha256\":\"" + new string('0', 64) + "\",\"bytes\":1}"));
        AssertRefused(copy, "without a path");
    }

    [Fact]
    public void An_extra_listed_file_is_verified_too()
    {
        using var copy = new PackCopy();
        copy.EditManifest(manifest => manifest["files"]!["extra.txt"] = JsonNode.Parse("{\"sha256\":\"" + new string('0', 64) + "\",\"bytes\":1}"));
        AssertRefused(copy, "no extra.txt");
        File.WriteAllText(copy.File("extra.txt"), "x");
        AssertRefused(copy, "extra.txt with sha256");
        copy.Reseal("extra.txt", "x"u8.ToArray());
        ModelPack.Open(copy.Path);
    }

    private static void AssertRefused(PackCopy copy, params string[] parts)
    {
        var e = Assert.Throws<ModelPackException>(() => ModelPack.Open(copy.Path));
        Assert.StartsWith($"opening the model pack '{copy.Path}': found ", e.Message, StringComparison.Ordinal);
        Assert.Contains(", expected ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, char.IsControl);
        Assert.All(parts, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }
}
