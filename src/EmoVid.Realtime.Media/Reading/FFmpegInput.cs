using System.Text.RegularExpressions;
using FFMpegCore.Exceptions;

namespace EmoVid.Realtime.Media;

/// <summary>How this layer hands files to ffmpeg, and how ffmpeg's failures become one line.</summary>
internal static partial class FFmpegInput
{
    /// <summary>Never a network protocol: a playlist in disguise must not make the decoder open connections. "unix" and
    /// "pipe" are how the bytes come, depending on the FFMpegCore in use.</summary>
    public const string Protocols = "-protocol_whitelist file,unix,pipe";

    /// <summary>A path that ffmpeg takes for nothing but a file, escaped for the quotes between which FFMpegCore puts it:
    /// a quotation mark takes a backslash, and backslashes before it, or at the end, are doubled.</summary>
    public static string Path(string path) =>
        "file:" + QuotationMark().Replace(TrailingBackslashes().Replace(System.IO.Path.GetFullPath(path), "$0$0"), "$1$1\\\"");

    /// <summary>Runs a tool; what it says when it fails becomes the source's own error.</summary>
    public static async Task<T> GuardedAsync<T>(MediaSource source, Func<Task<T>> call, Func<string?>? firstError = null)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (FFMpegException exception) when (exception.Type == FFMpegExceptionType.Process)
        {
            string? line = firstError is null
                ? exception.FFMpegErrorOutput.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
                : firstError();
            throw source.Broken(line is null ? "content that ffmpeg refuses" : $"content that ffmpeg refuses ({line.TrimEnd('.')})", "an undamaged file", exception);
        }
        catch (FFMpegException exception)
        {
            throw source.Missing("ffmpeg", "ffmpeg", exception);
        }
    }

    [GeneratedRegex("(\\\\*)\"")]
    private static partial Regex QuotationMark();

    [GeneratedRegex("\\\\+$")]
    private static partial Regex TrailingBackslashes();
}
