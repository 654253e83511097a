using System.Text;
using EmoVid.Realtime.Generation.Tests;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary>Packs whose hashes are right and whose graphs are wrong: one line, and nothing written.</summary>
public class BadGraphTests
{
    [Fact]
    public void Another_operator_set_is_named() =>
        // ModelProto.opset_import { domain: "", version: 17 }
        AssertRefused(copy => copy.PatchAndReseal("renderer.onnx", [0x42, 4, 0x0A, 0, 0x10, 17], [0x42, 4, 0x0A, 0, 0x10, 16]), "operator set 16 in renderer.onnx");

    [Fact]
    public void Another_tensor_name_is_named() =>
        AssertRefused(copy => copy.PatchAndReseal("motion.onnx", Encoding.ASCII.GetBytes("codes"), Encoding.ASCII.GetBytes("CODES")), "CODES in motion.onnx");

    [Fact]
    public void A_weight_of_NaN_is_named() =>
        // by_emotion[8][5] = 0.01 * 9 * 6
        AssertRefused(copy => copy.PatchAndReseal("motion.onnx", BitConverter.GetBytes(0.54f), BitConverter.GetBytes(float.NaN)), "'by_emotion' of motion.onnx");

    [Fact]
    public void Weights_that_overflow_are_found_before_anything_is_written()
    {
        using var copy = new PackCopy();
        copy.PatchAndReseal("motion.onnx", BitConverter.GetBytes(0.01f), BitConverter.GetBytes(3e38f));
        copy.PatchAndReseal("motion.onnx", BitConverter.GetBytes(0.025f), BitConverter.GetBytes(float.MaxValue));
        using var workspace = new Workspace();
        OneLine.Assert(Animate(workspace, copy), 1, "NaN or infinity in 'codes'");
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    private static void AssertRefused(Action<PackCopy> damage, string expected)
    {
        using var copy = new PackCopy();
        damage(copy);
        using var workspace = new Workspace();
        OneLine.Assert(Animate(workspace, copy), 1, expected);
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "eval", "--pack", copy.Path, "-o", "out"), 1, expected);
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    private static ToolRun Animate(Workspace workspace, PackCopy pack) =>
        ToolRun.StartIn(workspace.Folder, "animate", CommittedFiles.Still("face.webp"), "-o", "out.webp", "-e", "anger", "--pack", pack.Path, "--device", "cpu");
}
