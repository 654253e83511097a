namespace FFMpegCore.Processes;

/// <summary>How a tool ended.</summary>
/// <param name="ExitCode">The exit status.</param>
/// <param name="ErrorLines">The last lines of its standard error.</param>
internal sealed record ToolResult(int ExitCode, IReadOnlyList<string> ErrorLines);
