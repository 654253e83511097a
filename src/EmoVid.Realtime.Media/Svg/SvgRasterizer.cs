using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EmoVid.Realtime.Media;

/// <summary>Renders SVG through librsvg's rsvg-convert: avatars, and the words on sheets and plots.</summary>
/// <remarks>
/// <para>In a process of its own, because an SVG may come from anywhere and its renderer is half a browser. The drawing goes in
/// through a pipe: without a place of its own it cannot name files beside it, and librsvg refuses all others, so it sees
/// nothing but itself. A drawing that renders for longer than <see cref="TimeLimit"/> is stopped.</para>
/// <para>Stateless; any number of threads. About 60 ms a call.</para>
/// </remarks>
public static class SvgRasterizer
{
    /// <summary>Pixels on the longer side where the caller names no size.</summary>
    public const int DefaultSide = 512;

    /// <summary>How long one drawing may take.</summary>
    public static TimeSpan TimeLimit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Renders a drawing from memory.</summary>
    /// <param name="svg">The drawing. Its aspect ratio is kept.</param>
    /// <param name="maxWidth">Pixels, 1 to <see cref="MediaLimits.MaxSide"/>.</param>
    /// <param name="maxHeight">Pixels, 1 to <see cref="MediaLimits.MaxSide"/>.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <returns>Straight alpha, as large as fits into the given size.</returns>
    /// <exception cref="MediaFormatException">The drawing is damaged or takes too long.</exception>
    /// <exception cref="MediaToolException">rsvg-convert is not installed.</exception>
    public static RgbaImage Render(string svg, int maxWidth, int maxHeight, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxHeight, 1);
        MediaSource source = MediaSource.FromBytes("(drawing)", Encoding.UTF8.GetBytes(svg), MediaKind.Svg, MediaLimits.Default);
        return Decode(ToPng(source, (maxWidth, maxHeight), MediaLimits.Default, cancellationToken), cancellationToken);
    }

    /// <summary>Renders a drawing from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="side">Pixels on the longer side.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <returns>Straight alpha.</returns>
    /// <exception cref="MediaException">As <see cref="Render"/>, and where the file is missing or no SVG.</exception>
    public static RgbaImage Read(string path, int side = DefaultSide, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        MediaSource source = MediaSource.Open(path, MediaLimits.Default);
        return source.Kind == MediaKind.Svg
            ? Decode(ToPng(source, (side, side), MediaLimits.Default, cancellationToken), cancellationToken)
            : throw source.Broken($"a file of kind {source.Kind}", "an SVG");
    }

    /// <summary>Renders into a PNG in memory.</summary>
    internal static MediaSource ToPng(MediaSource svg, (int Width, int Height)? size, MediaLimits limits, CancellationToken cancellationToken)
    {
        (int width, int height) = size ?? (DefaultSide, DefaultSide);
        svg.CheckSize(width, height);
        string arguments = string.Create(CultureInfo.InvariantCulture, $"--format=png --keep-aspect-ratio --width={width} --height={height}");
        byte[] png = RunAsync(svg, arguments, cancellationToken).GetAwaiter().GetResult();
        return MediaSource.FromBytes(svg.Name, png, MediaKind.Png, limits);
    }

    private static RgbaImage Decode(MediaSource png, CancellationToken cancellationToken)
    {
        using FrameReader reader = FFmpegPictureReader.OpenPicture(png, cancellationToken);
        reader.TryRead(out MediaFrame frame);
        return frame.Image;
    }

    private static async Task<byte[]> RunAsync(MediaSource svg, string arguments, CancellationToken cancellationToken)
    {
        using Process process = Start(svg, arguments);

        // The process's own disposal leaves its pipes to the garbage collector.
        using Stream input = process.StandardInput.BaseStream;
        using StreamReader output = process.StandardOutput, error = process.StandardError;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        using var png = new MemoryStream();
        Task feed = FeedAsync(input, svg.Data, limit.Token);
        Task drain = output.BaseStream.CopyToAsync(png, limit.Token);
        Task<string> errors = error.ReadToEndAsync(limit.Token);
        try
        {
            await Task.WhenAll(feed, drain, errors, process.WaitForExitAsync(limit.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw svg.Broken($"a drawing that takes longer than {TimeLimit.TotalSeconds:0} s", "one that renders at once");
        }

        if (process.ExitCode != 0 || png.Length == 0)
        {
            string line = (await errors.ConfigureAwait(false)).Split('\n')[0].TrimEnd('.');
            throw svg.Broken($"a drawing that librsvg refuses ({line})", "an undamaged SVG");
        }

        return png.ToArray();
    }

    private static Process Start(MediaSource svg, string arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "rsvg-convert.exe" : "rsvg-convert", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw svg.Missing("rsvg-convert", "librsvg2-bin", exception);
        }
    }

    private static async Task FeedAsync(Stream input, byte[] svg, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(svg, cancellationToken).ConfigureAwait(false);
            await input.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The renderer gave up before the end; its exit status and its message say why.
        }
    }
}
