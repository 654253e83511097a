using System.CommandLine;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The option <c>--log</c>: keep a capture of the run.</summary>
internal static class CaptureArgument
{
    public const string Name = "--log";

    public static Option<FileInfo?> Create() => new(Name) { Description = "Keep a capture that emovid replay repeats: settings, input and a digest of every frame (docs/capture.md)", HelpName = "FILE.jsonl" };

    /// <summary>The inputs of a run; those without a path are left out.</summary>
    public static IReadOnlyList<CaptureInput> Inputs(params (string Role, string? Path)[] files) =>
        [.. files.Where(file => file.Path is not null).Select(file => CaptureInput.FromFile(file.Role, file.Path!))];
}
