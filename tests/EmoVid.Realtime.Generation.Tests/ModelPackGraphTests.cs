using System.Text.Json.Nodes;

namespace EmoVid.Realtime.Generation.Tests;

/// <summary>Packs whose hashes are right and whose graphs are wrong.</summary>
public class ModelPackGraphTests
{
    [Theory]
    [InlineData("appearance.onnx")]
    [InlineData("motion.onnx")]
    [InlineData("renderer.onnx")]
    public void Another_operator_set_is_refused(string name)
    {
        using var copy = new PackCopy();
        // ModelProto.opset_import { domain: "", version: 17 }
        copy.PatchAndReseal(name, [0x42, 4, 0x0A, 0, 0x10, 17], [0x42, 4, 0x0A, 0, 0x10, 16]);
        AssertRefused(copy, $"operator set 16 in {name}", "expected 17");
    }

    [Theory]
    [InlineData("appearance.onnx", "image")]
    [InlineData("appearance.onnx", "features")]
    [InlineData("appearance.onnx", "confidence")]
    [InlineData("motion.onnx", "noise")]
    [InlineData("motion.onnx", "intensity")]
    [InlineData("motion.onnx", "codes")]
    [InlineData("renderer.onnx", "warp")]
    [InlineData("renderer.onnx", "embedding")]
    public void Another_tensor_name_is_refused(string graph, string tensor)
    {
        using var copy = new PackCopy();
        copy.PatchAndReseal(graph, System.Text.Encoding.ASCII.GetBytes(tensor), System.Text.Encoding.ASCII.GetBytes(tensor.ToUpperInvariant()));
        AssertRefused(copy, tensor.ToUpperInvariant(), $"in {graph}", tensor);
    }

    [Theory]
    [InlineData("canvas", 64, "image")]
    [InlineData("codeSize", 7, "noise")]
    [InlineData("embeddingSize", 5, "embedding")]
    [InlineData("warpSize", 16, "warp")]
    [InlineData("paintSize", 16, "paint")]
    public void A_size_that_the_graphs_do_not_have_is_refused(string field, int size, string tensor)
    {
        using var copy = new PackCopy();
        copy.EditManifest(manifest => manifest[field] = size);
        AssertRefused(copy, $"'{tensor}'", $"{size}");
    }

    [Fact]
    public void Features_of_another_shape_are_refused()
    {
        using var copy = new PackCopy();
        copy.EditManifest(manifest => manifest["featureShape"] = JsonNode.Parse("[1,3,8,9]"));
        AssertRefused(copy, "'features' of appearance.onnx as float32 [1, 3, 8, 8]", "expected float32 [1, 3, 8, 9]");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_that_is_not_finite_is_refused(float bad)
    {
        using var copy = new PackCopy();
        // by_emotion[8][5] = 0.01 * 9 * 6
        copy.PatchAndReseal("motion.onnx", BitConverter.GetBytes(0.54f), BitConverter.GetBytes(bad));
        AssertRefused(copy, "'by_emotion' of motion.onnx", "finite weights");
    }

    [Fact]
    public void A_fixed_window_length_is_refused()
    {
        using var copy = new PackCopy();
        // TensorShapeProto.Dimension { dim_param: "L" } becomes { dim_value: 40, and an unknown field of no bytes is not needed }
        copy.PatchAndReseal("motion.onnx", [0x0A, 3, 0x12, 1, (byte)'L'], [0x0A, 3, 0x08, 0xA8, 0x00]);
        AssertRefused(copy, "'noise' of motion.onnx as float32 [?, 40, 6]", "[1, ?, 6]");
    }

    [Fact]
    public void An_operator_of_somebody_else_is_refused()
    {
        using var copy = new PackCopy();
        // NodeProto { op_type: "Sigmoid" } becomes { op_type: "Gelu", domain: "x" }: the same number of bytes.
        copy.PatchAndReseal("renderer.onnx", [0x22, 7, .. "Sigmoid"u8], [0x22, 4, .. "Gelu"u8, 0x3A, 1, (byte)'x']);
        AssertRefused(copy, "the operator x.Gelu in renderer.onnx");
    }

    [Theory]
    [InlineData("appearance.onnx")]
    [InlineData("motion.onnx")]
    [InlineData("renderer.onnx")]
    public void Bytes_that_are_no_model_are_refused(string name)
    {
        using var copy = new PackCopy();
        byte[][] contents = [[], "not a model"u8.ToArray(), [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x00], [0x3F]];
        foreach (byte[] content in contents)
        {
            copy.Reseal(name, content);
            AssertRefused(copy, name);
        }
    }

    [Theory]
    [InlineData("appearance.onnx")]
    [InlineData("motion.onnx")]
    [InlineData("renderer.onnx")]
    public void A_graph_cut_anywhere_is_refused_and_nothing_else_happens(string name)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(SyntheticPack.Path, name));
        ModelPackManifest manifest = ModelPack.Open(SyntheticPack.Path).Manifest;
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<ModelPackException>(() => GraphContract.For(name, manifest).Check("p", whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Flipped_bits_never_escape_as_another_exception()
    {
        ModelPackManifest manifest = ModelPack.Open(SyntheticPack.Path).Manifest;
        byte[] whole = File.ReadAllBytes(Path.Combine(SyntheticPack.Path, "renderer.onnx"));
        int refused = 0;
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit >> 3] ^= (byte)(1 << (bit & 7));
            try
            {
                GraphContract.For("renderer.onnx", manifest).Check("p", flipped);
            }
            catch (ModelPackException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, whole.Length * 8);
    }

    private static void AssertRefused(PackCopy copy, params string[] parts)
    {
        var e = Assert.Throws<ModelPackException>(() => ModelPack.Open(copy.Path));
        Assert.All(parts, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }
}
