using System.Diagnostics;
using FFMpegCore;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace EmoVid.Realtime.Compat.Tests.FFMpegCore;

public sealed class FFMpegProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emovid-compat-").FullName;

    [Fact]
    public async Task Raw_frames_go_into_a_file_and_come_back_unchanged()
    {
        string path = Path.Combine(_folder, "noise.mkv");
        NoiseFrame[] frames = [.. Enumerable.Range(0, 5).Select(i => new NoiseFrame(34, 22, i))];
        bool written = await FFMpegArguments
            .FromPipeInput(new RawVideoPipeSource(frames) { FrameRate = 5 })
            .OutputToFile(path, overwrite: true, output => output.WithVideoCodec("ffv1").ForcePixelFormat("bgra"))
            .ProcessAsynchronously();
        Assert.True(written);
        Assert.Equal(TimeSpan.FromSeconds(1), (await FFProbe.AnalyseAsync(path)).Duration);

        using var raw = new MemoryStream();
        Assert.True(FFMpegArguments.FromFileInput(path).OutputToPipe(new StreamPipeSink(raw), output => output.ForceFormat("rawvideo").ForcePixelFormat("rgba")).ProcessSynchronously());
        Assert.Equal(frames.SelectMany(frame => frame.Pixels.ToArray()), raw.ToArray());
    }

    [Fact]
    public async Task Much_in_and_much_out_at_once_does_not_deadlock()
    {
        // 48 MB each way, far above what pipes hold, with standard error chattering.
        const int Count = 160;
        using var output = new CountingStream();
        await FFMpegArguments
            .FromPipeInput(new RawVideoPipeSource(Enumerable.Range(0, Count).Select(_ => new NoiseFrame(320, 240, 1))))
            .WithGlobalOptions(options => options.WithVerbosityLevel(VerbosityLevel.Debug))
            .OutputToPipe(new StreamPipeSink(output), options => options.ForceFormat("rawvideo").ForcePixelFormat("rgba"))
            .ProcessAsynchronously();
        Assert.Equal(320L * 240 * 4 * Count, output.Count);
    }

    [Fact]
    public async Task A_reader_that_dallies_after_the_process_has_ended_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var allRead = new TaskCompletionSource();
        var sink = new StreamPipeSink(async (stream, token) =>
        {
            await stream.CopyToAsync(Stream.Null, token);
            allRead.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        Task<bool> run = FFMpegArguments
            .FromPipeInput(new RawVideoPipeSource([new NoiseFrame(8, 8, 1)]))
            .OutputToPipe(sink, options => options.ForceFormat("rawvideo"))
            .CancellableThrough(cancellation.Token)
            .ProcessAsynchronously();
        await allRead.Task;

        // Long enough, as a rule, for the exit to be noticed; the outcome must be the same on either side of it.
        await Task.Delay(200);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task A_process_that_reads_only_the_beginning_succeeds()
    {
        using var output = new CountingStream();
        Assert.True(await FFMpegArguments
            .FromPipeInput(new RawVideoPipeSource(Enumerable.Range(0, 200).Select(_ => new NoiseFrame(320, 240, 1))))
            .OutputToPipe(new StreamPipeSink(output), options => options.WithFrameOutputCount(1).ForceFormat("rawvideo"))
            .ProcessAsynchronously());
        Assert.Equal(320L * 240 * 4, output.Count);
    }

    [Fact]
    public async Task A_failure_carries_the_tools_words_or_is_false()
    {
        FFMpegArgumentProcessor Bad() => FFMpegArguments
            .FromPipeInput(new StreamPipeSource(new MemoryStream(new byte[100])), input => input.ForceFormat("png_pipe"))
            .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.ForceFormat("rawvideo"));
        FFMpegException failure = await Assert.ThrowsAsync<FFMpegException>(() => Bad().ProcessAsynchronously());
        Assert.Equal(FFMpegExceptionType.Process, failure.Type);
        Assert.NotEmpty(failure.FFMpegErrorOutput);
        Assert.False(await Bad().ProcessAsynchronously(throwOnError: false));
    }

    [Fact]
    public async Task What_the_callers_own_source_or_sink_throws_comes_out()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Endless()
            .OutputToPipe(new StreamPipeSink((_, _) => throw new InvalidTimeZoneException()), output => output.ForceFormat("rawvideo"))
            .ProcessAsynchronously());
        await Assert.ThrowsAsync<FFMpegStreamFormatException>(() => FFMpegArguments
            .FromPipeInput(new RawVideoPipeSource([new NoiseFrame(8, 8, 1), new NoiseFrame(8, 9, 1)]))
            .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.ForceFormat("rawvideo"))
            .ProcessAsynchronously());
    }

    [Fact]
    public async Task A_token_kills_the_process()
    {
        using var cancellation = new CancellationTokenSource();
        string path = Path.Combine(_folder, "endless.mkv");
        Task<bool> run = Endless().OutputToFile(path).CancellableThrough(cancellation.Token).ProcessAsynchronously();
        await Appears(path);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        long length = new FileInfo(path).Length;
        await Task.Delay(200);
        Assert.Equal(length, new FileInfo(path).Length);
        Assert.DoesNotContain(Process.GetProcessesByName("ffmpeg"), process => CommandLine(process).Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_patient_cancellation_lets_the_file_be_finished()
    {
        string path = Path.Combine(_folder, "stopped.mp4");
        Task<bool> run = Endless()
            .OutputToFile(path, overwrite: true, output => output.WithVideoCodec("mpeg4"))
            .CancellableThrough(out Action cancel, timeout: 20_000)
            .ProcessAsynchronously(throwOnError: false);
        await Appears(path);
        cancel();
        Assert.False(await run);

        // Killed at once, an MP4 has no index and cannot be opened.
        Assert.Equal(64, (await FFProbe.AnalyseAsync(path)).PrimaryVideoStream!.Width);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_starts_nothing()
    {
        Assert.Throws<OperationCanceledException>(() => Endless().OutputToFile(Path.Combine(_folder, "a.mkv")).CancellableThrough(new CancellationToken(canceled: true)));
        FFMpegArgumentProcessor processor = Endless().OutputToFile(Path.Combine(_folder, "a.mkv")).CancellableThrough(out Action cancel);
        cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => processor.ProcessAsynchronously());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Progress_rises_to_its_end()
    {
        var percentages = new List<double>();
        await FFMpegArguments
            .FromFileInput("testsrc2=s=640x480:r=25:d=8", verifyExists: false, input => input.ForceFormat("lavfi").WithCustomArgument("-re -readrate 4"))
            .OutputToFile(Path.Combine(_folder, "a.mkv"), overwrite: true, output => output.WithVideoCodec("mpeg4"))
            .NotifyOnProgress(percentages.Add, TimeSpan.FromSeconds(8))
            .ProcessAsynchronously();
        Assert.Equal(100, percentages[^1]);
        Assert.Contains(percentages, percentage => percentage is > 0 and < 100);
        Assert.Equal(percentages.Order(), percentages);
    }

    [Fact]
    public async Task Files_are_checked_before_anything_starts()
    {
        string path = Path.Combine(_folder, "here");
        await File.WriteAllTextAsync(path, "x");
        await Assert.ThrowsAsync<FileNotFoundException>(() => FFMpegArguments.FromFileInput(Path.Combine(_folder, "none")).OutputToFile(path).ProcessAsynchronously());
        FFMpegException failure = await Assert.ThrowsAsync<FFMpegException>(() => Endless().OutputToFile(path, overwrite: false).ProcessAsynchronously());
        Assert.Equal(FFMpegExceptionType.File, failure.Type);
        Assert.Equal("x", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_tool_that_cannot_be_started_is_an_operation_error()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg"), "no program");
        FFMpegException failure = await Assert.ThrowsAsync<FFMpegException>(() => Endless()
            .OutputToFile(Path.Combine(_folder, "a.mkv"))
            .ProcessAsynchronously(ffMpegOptions: new FFOptions { BinaryFolder = _folder }));
        Assert.Equal(FFMpegExceptionType.Operation, failure.Type);
    }

    [Fact]
    public void The_command_line_is_what_ffmpeg_expects()
    {
        FFMpegArgumentProcessor processor = FFMpegArguments
            .FromFileInput("in.png", verifyExists: false, input => input.ForceFormat("png_pipe").WithFramerate(12.5))
            .WithGlobalOptions(options => options.WithVerbosityLevel(VerbosityLevel.Error))
            .OutputToFile("out.webm", overwrite: true, output => output.WithVideoCodec("libvpx-vp9").WithConstantRateFactor(20).Resize(64, 48).UsingThreads(2))
            .WithLogLevel(FFMpegLogLevel.Error);
        Assert.Equal("-hide_banner -loglevel error -f png_pipe -r 12.5 -i \"in.png\" -c:v libvpx-vp9 -crf 20 -s 64x48 -threads 2 \"out.webm\" -y", processor.Arguments);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static FFMpegArguments Endless() =>
        FFMpegArguments.FromFileInput("testsrc2=s=64x48:r=25", verifyExists: false, input => input.ForceFormat("lavfi").WithCustomArgument("-re"));

    private static async Task Appears(string path)
    {
        while (!File.Exists(path))
        {
            await Task.Delay(20);
        }
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
