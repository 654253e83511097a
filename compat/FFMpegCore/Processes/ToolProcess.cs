using System.ComponentModel;
using System.Diagnostics;
using FFMpegCore.Exceptions;

namespace FFMpegCore.Processes;

/// <summary>Runs ffmpeg or ffprobe once. Standard input, output and error are pumped at the same time, so that no full
/// pipe can hold the others up.</summary>
internal sealed class ToolProcess
{
    /// <summary>Lines of standard error that are kept: enough for a message, bounded against a chatty decoder.</summary>
    private const int KeptErrorLines = 200;

    private readonly ProcessStartInfo _startInfo;
    private readonly Queue<string> _errorLines = new();

    public ToolProcess(string fileName, string arguments, FFOptions options)
    {
        _startInfo = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = options.Encoding,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = options.WorkingDirectory,
        };
    }

    /// <summary>Writes the tool's standard input; without it the input is closed at once.</summary>
    public Func<Stream, CancellationToken, Task>? Feed { get; init; }

    /// <summary>Reads the tool's standard output; without it the output is read and dropped.</summary>
    public Func<Stream, CancellationToken, Task>? Drain { get; init; }

    /// <summary>Sees each line of standard error, on a pool thread.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>Set while the process waits for a key on standard input, so that it can be asked to stop with "q".</summary>
    public bool AcceptsKeys { get; init; }

    /// <summary>Milliseconds between asking the process to stop and killing it.</summary>
    public int StopTimeout { get; set; }

    /// <summary>Runs the tool to its end.</summary>
    /// <exception cref="FFMpegException">The tool cannot be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process is dead by then.</exception>
    public async Task<ToolResult> RunAsync(CancellationToken cancellationToken)
    {
        using Process process = Start();
        using var streams = new ToolStreams(process);

        // Stops the pumps when one of them fails, when the process has ended, or when the caller cancels.
        using var pumps = new CancellationTokenSource();
        Task errors = PumpErrorsAsync(process.StandardError);
        Task feed = Guarded(FeedAsync(process, pumps.Token), process);
        Task drain = Guarded(DrainAsync(process, pumps.Token), process);
        Task exit = process.WaitForExitAsync(CancellationToken.None);
        try
        {
            await exit.WaitAsync(cancellationToken).ConfigureAwait(false);

            // The output may still hold bytes of the dead process, which its reader takes as slowly as it likes; the input's
            // reader is gone.
            await ((Task)Task.WhenAll(drain, errors).WaitAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process, exit).ConfigureAwait(false);
            await pumps.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(feed, drain, errors)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await pumps.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(feed, drain, errors).ConfigureAwait(false);
        return new ToolResult(process.ExitCode, [.. _errorLines]);
    }

    private Process Start()
    {
        try
        {
            return Process.Start(_startInfo)!;
        }
        catch (Win32Exception exception)
        {
            string tool = Path.GetFileNameWithoutExtension(_startInfo.FileName);
            throw new FFMpegException(FFMpegExceptionType.Operation, $"{tool} was not found on your system", exception);
        }
    }

    /// <summary>A pump that fails takes the process with it: nobody would feed or drain it any more.</summary>
    private static async Task Guarded(Task pump, Process process)
    {
        try
        {
            await pump.ConfigureAwait(false);
        }
        catch
        {
            Kill(process);
            throw;
        }
    }

    private async Task FeedAsync(Process process, CancellationToken cancellationToken)
    {
        if (AcceptsKeys)
        {
            return;
        }

        Stream input = process.StandardInput.BaseStream;
        try
        {
            if (Feed is not null)
            {
                await Feed(new ClosedPipeTolerantStream(input), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ClosedPipeException)
        {
            // The tool has read all it wants, or has died: its exit status says which.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            try
            {
                await input.DisposeAsync().ConfigureAwait(false);
            }
            catch (IOException)
            {
            }
        }
    }

    private async Task DrainAsync(Process process, CancellationToken cancellationToken)
    {
        Stream output = process.StandardOutput.BaseStream;
        await using (output.ConfigureAwait(false))
        {
            try
            {
                await (Drain?.Invoke(output, cancellationToken) ?? output.CopyToAsync(Stream.Null, cancellationToken)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
        }
    }

    private async Task PumpErrorsAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            if (_errorLines.Count == KeptErrorLines)
            {
                _errorLines.Dequeue();
            }

            _errorLines.Enqueue(line);
            OnErrorLine?.Invoke(line);
        }
    }

    private async Task StopAsync(Process process, Task exit)
    {
        if (AcceptsKeys && StopTimeout > 0)
        {
            try
            {
                await process.StandardInput.WriteAsync('q').ConfigureAwait(false);
                await process.StandardInput.FlushAsync().ConfigureAwait(false);
                await exit.WaitAsync(TimeSpan.FromMilliseconds(StopTimeout)).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or TimeoutException)
            {
            }
        }

        Kill(process);
        await exit.ConfigureAwait(false);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }
    }
}
