using FFMpegCore;
using FFMpegCore.Exceptions;

namespace EmoVid.Realtime.Compat.Tests.FFMpegCore;

public sealed class FFProbeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emovid-compat-").FullName;

    [Fact]
    public async Task A_file_is_described()
    {
        string path = await MakeClip();
        IMediaAnalysis analysis = await FFProbe.AnalyseAsync(path);
        VideoStream video = Assert.IsType<VideoStream>(analysis.PrimaryVideoStream);
        Assert.Equal((96, 64, "ffv1", "yuv420p"), (video.Width, video.Height, video.CodecName, video.PixelFormat));
        Assert.Equal(12.5, video.AvgFrameRate);
        Assert.Equal(TimeSpan.FromSeconds(2), analysis.Duration);
        Assert.Contains("matroska", analysis.Format.FormatName, StringComparison.Ordinal);
        Assert.Equal(1, analysis.Format.StreamCount);
        Assert.Null(analysis.PrimaryAudioStream);
        Assert.Equal("cat", analysis.Format.Tags!["Title"]);
        Assert.Equal(analysis.Duration, FFProbe.Analyse(path).Duration);
    }

    [Fact]
    public async Task A_stream_is_described_and_need_not_be_read_to_its_end()
    {
        byte[] clip = await File.ReadAllBytesAsync(await MakeClip());
        using var stream = new MemoryStream([.. clip, .. new byte[8 << 20]]);
        Assert.Equal(96, (await FFProbe.AnalyseAsync(stream)).PrimaryVideoStream!.Width);
    }

    [Fact]
    public void A_missing_file_is_a_file_error() =>
        Assert.Equal(FFMpegExceptionType.File, Assert.Throws<FFMpegException>(() => FFProbe.Analyse(Path.Combine(_folder, "none"))).Type);

    [Fact]
    public void What_is_no_media_is_a_process_error_with_the_tools_words()
    {
        string path = Path.Combine(_folder, "words.mp4");
        File.WriteAllText(path, "just words, many words, and nothing but words");
        FFMpegException failure = Assert.Throws<FFMpegException>(() => FFProbe.Analyse(path));
        Assert.Equal(FFMpegExceptionType.Process, failure.Type);
        Assert.Contains("Invalid data", failure.FFMpegErrorOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_probe_stops_waiting()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var endless = new EndlessStream();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FFProbe.AnalyseAsync(endless, cancellationToken: cancellation.Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> MakeClip()
    {
        string path = Path.Combine(_folder, "it's a clip.mkv");
        await FFMpegArguments
            .FromFileInput("color=c=red:s=96x64:r=12.5:d=2", verifyExists: false, input => input.ForceFormat("lavfi"))
            .OutputToFile(path, overwrite: true, output => output.WithVideoCodec("ffv1").ForcePixelFormat("yuv420p").WithCustomArgument("-metadata title=cat"))
            .ProcessAsynchronously();
        return path;
    }

    /// <summary>A source that never has anything to say and never ends, until it is cancelled.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
