namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The model pack of a command: the one that was named, or the one that came with the tool.</summary>
internal static class PackPlace
{
    public static string Resolve(DirectoryInfo? named) => named?.FullName ?? ReferencePack.Find()
        ?? throw new EmoVidException("finding the model pack: found none in models beside the tool or above it, expected a folder with manifest.json; name one with --pack");

    public static string ResolveJudges(DirectoryInfo? named) => named?.FullName ?? ReferencePack.FindJudges()
        ?? throw new EmoVidException("finding the judge pack: found none in models/eval beside the tool or above it, expected a folder with manifest.json; name one with --judges");
}
