using System.Reflection;
using EmoVid.Realtime.ShaderBuilder;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>The committed SPIR-V is what the committed sources compile to, and what the assembly carries.</summary>
public sealed class ShaderTests
{
    private static readonly string Shaders = Path.Combine(
        typeof(ShaderTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!, "shaders");

    [Fact]
    public void Compiling_again_gives_the_same_bytes() => Assert.Empty(new ShaderTree(Shaders).FindDifferences());

    [Fact]
    public void The_assembly_carries_the_committed_shaders()
    {
        var tree = new ShaderTree(Shaders);
        Assert.NotEmpty(tree.Kernels());
        Assert.All(tree.Kernels(), kernel =>
            Assert.Equal(File.ReadAllBytes(tree.CompiledPath(kernel)), ShaderCode.Read(Path.GetFileNameWithoutExtension(kernel))));
    }

    [Fact]
    public void A_missing_shader_is_an_error_with_a_remedy() =>
        Assert.Contains("tools/ShaderBuilder", Assert.Throws<VulkanException>(() => ShaderCode.Read("nothing")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_change_of_an_include_changes_the_kernels_hash_and_is_found()
    {
        string copy = Directory.CreateTempSubdirectory("emovid-shaders-").FullName;
        foreach (string file in Directory.GetFiles(Shaders, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(Shaders, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var tree = new ShaderTree(copy);
        Assert.Empty(tree.FindDifferences());
        string include = Path.Combine(copy, "inc", "cubic.glsl");
        File.WriteAllText(include, File.ReadAllText(include).Replace("1.5 * t3", "1.25 * t3", StringComparison.Ordinal));
        Assert.Collection(tree.FindDifferences().Order(StringComparer.Ordinal),
            first => Assert.Contains("sticker_compositor", first, StringComparison.Ordinal),
            second => Assert.Contains("sticker_paint", second, StringComparison.Ordinal));
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void Push_constants_lie_where_the_shaders_read_them()
    {
        foreach (string stem in new[] { "attribute_extraction", "attribute_extraction_storage", "attribute_extraction_image" })
        {
            Assert.Equal(FieldOffsets<AttributePushConstants>(), SpirvLayout.PushConstantOffsets(ShaderCode.Read(stem)));
        }

        Assert.Equal([0u, 4, 8, 12, 16, 20], SpirvLayout.PushConstantOffsets(ShaderCode.Read("attribute_edges")));
        Assert.Equal(FieldOffsets<EdgePushConstants>(), SpirvLayout.PushConstantOffsets(ShaderCode.Read("attribute_edges")));
        Assert.Equal(FieldOffsets<EdgePushConstants>(), SpirvLayout.PushConstantOffsets(ShaderCode.Read("attribute_edges_storage")));
        Assert.Equal(FieldOffsets<BlendPushConstants>(), SpirvLayout.PushConstantOffsets(ShaderCode.Read("sticker_blend")));
        Assert.Equal(FieldOffsets<PaintPushConstants>(), SpirvLayout.PushConstantOffsets(ShaderCode.Read("sticker_paint")));
        Assert.Equal(FieldOffsets<StickerPushConstants>(), SpirvLayout.PushConstantOffsets(ShaderCode.Read("sticker_compositor")));
        uint[] stretch = FieldOffsets<GradePushConstants>();
        Assert.Equal(stretch, SpirvLayout.PushConstantOffsets(ShaderCode.Read("scene_grade")));
        Assert.Equal(stretch, SpirvLayout.PushConstantOffsets(ShaderCode.Read("scene_grade_bytes")));
        Assert.Equal([.. stretch, .. FieldOffsets<ImageGradePushConstants>()[1..]], SpirvLayout.PushConstantOffsets(ShaderCode.Read("scene_grade_image")));
        Assert.Equal([.. stretch, .. FieldOffsets<YuvGradePushConstants>()[1..]], SpirvLayout.PushConstantOffsets(ShaderCode.Read("scene_grade_yuv")));
    }

    private static uint[] FieldOffsets<T>() =>
        typeof(T).GetFields().Select(f => (uint)System.Runtime.InteropServices.Marshal.OffsetOf<T>(f.Name)).ToArray();
}
