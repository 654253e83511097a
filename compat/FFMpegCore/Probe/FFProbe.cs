using System.Globalization;
using FFMpegCore.Exceptions;
using FFMpegCore.Processes;

namespace FFMpegCore;

/// <summary>Asks ffprobe about a file or a stream.</summary>
public static class FFProbe
{
    /// <summary>Describes a file.</summary>
    /// <exception cref="FFMpegException">The file is missing, is not media, or ffprobe is missing.</exception>
    public static IMediaAnalysis Analyse(string filePath, FFOptions? ffOptions = null, string? customArguments = null) =>
        AnalyseAsync(filePath, ffOptions, default, customArguments).ConfigureAwait(false).GetAwaiter().GetResult();

    /// <summary>Describes a stream, from its position; as much as ffprobe asks for is read.</summary>
    /// <exception cref="FFMpegException">The stream is not media, or ffprobe is missing.</exception>
    public static IMediaAnalysis Analyse(Stream stream, FFOptions? ffOptions = null, string? customArguments = null) =>
        AnalyseAsync(stream, ffOptions, default, customArguments).ConfigureAwait(false).GetAwaiter().GetResult();

    /// <summary>Describes a file.</summary>
    /// <exception cref="FFMpegException">The file is missing, is not media, or ffprobe is missing.</exception>
    public static async Task<IMediaAnalysis> AnalyseAsync(string filePath, FFOptions? ffOptions = null, CancellationToken cancellationToken = default, string? customArguments = null)
    {
        if (!File.Exists(filePath))
        {
            throw new FFMpegException(FFMpegExceptionType.File, $"No file found at '{filePath}'");
        }

        return await RunAsync(filePath, null, ffOptions, customArguments, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Describes a stream, from its position; as much as ffprobe asks for is read.</summary>
    /// <exception cref="FFMpegException">The stream is not media, or ffprobe is missing.</exception>
    public static Task<IMediaAnalysis> AnalyseAsync(Stream stream, FFOptions? ffOptions = null, CancellationToken cancellationToken = default, string? customArguments = null) =>
        RunAsync("pipe:0", stream, ffOptions, customArguments, cancellationToken);

    private static async Task<IMediaAnalysis> RunAsync(string input, Stream? source, FFOptions? ffOptions, string? customArguments, CancellationToken cancellationToken)
    {
        FFOptions options = ffOptions ?? GlobalFFOptions.Current;
        using var json = new MemoryStream();
        var process = new ToolProcess(
            GlobalFFOptions.GetFFProbeBinaryPath(options),
            $"-loglevel error -print_format json -show_format -show_streams \"{input}\" {customArguments}",
            options)
        {
            Feed = source is null ? null : source.CopyToAsync,
            Drain = (output, token) => output.CopyToAsync(json, token),
        };
        ToolResult result = await process.RunAsync(cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            string errors = string.Join('\n', result.ErrorLines);
            throw new FFMpegException(
                FFMpegExceptionType.Process,
                string.Create(CultureInfo.InvariantCulture, $"ffprobe exited with non-zero exit-code ({result.ExitCode} - {errors})"),
                null,
                errors);
        }

        return ProbeOutput.Parse(json.GetBuffer().AsMemory(0, (int)json.Length), result.ErrorLines);
    }
}
