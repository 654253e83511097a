namespace FFMpegCore.Processes;

/// <summary>The process at the other end of a pipe reads no more. Told apart from an error of the caller's own source.</summary>
internal sealed class ClosedPipeException(IOException cause) : IOException(cause.Message, cause);
