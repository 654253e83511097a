using System.CommandLine;
using System.Globalization;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid model show|verify PACK</c></summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Looks into model packs")
    {
        Action("show", "Prints what a pack is, after verifying it", Show),
        Action("verify", "Checks every hash and runs every network once", Verify),
    };

    private static Command Action(string name, string description, Action<string, TextWriter> run)
    {
        var pack = new Argument<DirectoryInfo?>("PACK") { Description = "Folder of the pack (default: the one that came with the tool)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(name, description) { pack };
        command.SetAction(parsed => run(parsed.GetValue(pack)?.ToString() ?? PackPlace.Resolve(null), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Show(string folder, TextWriter output)
    {
        ModelPack pack = ModelPack.Open(folder);
        ModelPackManifest manifest = pack.Manifest;
        output.WriteLine($"{manifest.Name} {manifest.Version}, {manifest.Created:yyyy-MM-dd}, licence {manifest.Licence}");
        output.WriteLine($"sha256      {pack.Hash}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"size        {pack.TotalBytes / 1e6:0.0} MB in {manifest.Files.Count} files"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"canvas      {manifest.Canvas}² pixels, the still fills {manifest.StillFill}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"motion      {manifest.CodeSize} numbers {manifest.CodeRateHz} times a second, windows of {manifest.WindowFrames}"));
        output.WriteLine($"fields      warp {manifest.WarpSize}², paint {manifest.PaintSize}²");
        output.WriteLine($"emotions    {string.Join(", ", manifest.Emotions)}");
        foreach ((string name, ModelPackFile file) in manifest.Files.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"file        {name}, {file.Bytes} bytes, sha256 {file.Sha256}");
        }

        foreach ((string name, string value) in manifest.Training.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"training    {name}: {value}");
        }
    }

    private static void Verify(string folder, TextWriter output)
    {
        ModelPack pack = ModelPack.Open(folder);
        using StickerGenerator generator = StickerGenerator.Create(pack);
        output.WriteLine($"{pack.Manifest.Name} {pack.Manifest.Version}: {pack.Manifest.Files.Count} files match the manifest, all networks run ({generator.ProviderReason})");
    }
}
