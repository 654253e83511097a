namespace EmoVid.Realtime.Cli;

/// <summary>An argument that only the command itself can judge is wrong. Exit code 2.</summary>
internal sealed class BadArgumentException(string message) : Exception(message);
