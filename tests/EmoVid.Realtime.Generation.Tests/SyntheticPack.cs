namespace EmoVid.Realtime.Generation.Tests;

/// <summary>The pack of formulas that tests/assets/packs/make_synthetic_pack.py writes; its doc comment states them.</summary>
internal static class SyntheticPack
{
    public static string Path { get; } = System.IO.Path.Combine(CommittedFiles.Root, "tests", "assets", "packs", "synthetic");

    /// <summary>The renderer that leaves the tint out.</summary>
    public static string UntintedRenderer { get; } = System.IO.Path.Combine(CommittedFiles.Root, "tests", "assets", "packs", "untinted", "renderer.onnx");
}
