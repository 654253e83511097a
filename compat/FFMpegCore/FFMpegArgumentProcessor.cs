using System.Globalization;
using System.Text.RegularExpressions;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Processes;

namespace FFMpegCore;

/// <summary>Runs an ffmpeg command line, once.</summary>
public partial class FFMpegArgumentProcessor
{
    private readonly FFMpegArguments _arguments;
    private readonly List<Action<FFOptions>> _configurations = [];
    private readonly CancellationTokenSource _cancellation = new();
    private CancellationTokenRegistration _registration;
    private FFMpegLogLevel? _logLevel;
    private Action<string>? _onError;
    private Action<TimeSpan>? _onTime;
    private Action<double>? _onPercentage;
    private TimeSpan? _total;
    private int _stopTimeout;

    internal FFMpegArgumentProcessor(FFMpegArguments arguments) => _arguments = arguments;

    /// <summary>The command line after the program's name.</summary>
    public string Arguments => _arguments.Text;

    /// <summary>Reports progress in per cent of a known total.</summary>
    public FFMpegArgumentProcessor NotifyOnProgress(Action<double> onPercentageProgress, TimeSpan totalTimeSpan)
    {
        _onPercentage = onPercentageProgress;
        _total = totalTimeSpan;
        return this;
    }

    /// <summary>Reports progress as the time written so far.</summary>
    public FFMpegArgumentProcessor NotifyOnProgress(Action<TimeSpan> onTimeProgress)
    {
        _onTime = onTimeProgress;
        return this;
    }

    /// <summary>Reports each line of standard error.</summary>
    public FFMpegArgumentProcessor NotifyOnError(Action<string> onError)
    {
        _onError = onError;
        return this;
    }

    /// <summary>Hands out an action that stops the process; after <paramref name="timeout"/> milliseconds it is killed.</summary>
    public FFMpegArgumentProcessor CancellableThrough(out Action cancel, int timeout = 0)
    {
        _stopTimeout = timeout;
        cancel = _cancellation.Cancel;
        return this;
    }

    /// <summary>Stops the process with a token; after <paramref name="timeout"/> milliseconds it is killed.</summary>
    public FFMpegArgumentProcessor CancellableThrough(CancellationToken token, int timeout = 0)
    {
        token.ThrowIfCancellationRequested();
        _stopTimeout = timeout;
        _registration.Dispose();
        _registration = token.Register(_cancellation.Cancel);
        return this;
    }

    /// <summary>Changes the options of this run.</summary>
    public FFMpegArgumentProcessor Configure(Action<FFOptions> configureOptions)
    {
        _configurations.Add(configureOptions);
        return this;
    }

    /// <summary>Sets the log level of this run.</summary>
    public FFMpegArgumentProcessor WithLogLevel(FFMpegLogLevel logLevel)
    {
        _logLevel = logLevel;
        return this;
    }

    /// <summary>Runs to the end and says whether ffmpeg succeeded.</summary>
    /// <exception cref="FFMpegException">ffmpeg failed and <paramref name="throwOnError"/> is set, or it is missing.</exception>
    /// <exception cref="OperationCanceledException">Cancelled and <paramref name="throwOnError"/> is set.</exception>
    public bool ProcessSynchronously(bool throwOnError = true, FFOptions? ffMpegOptions = null) =>
        ProcessAsynchronously(throwOnError, ffMpegOptions).ConfigureAwait(false).GetAwaiter().GetResult();

    /// <summary>Runs to the end and says whether ffmpeg succeeded.</summary>
    /// <exception cref="FFMpegException">ffmpeg failed and <paramref name="throwOnError"/> is set, or it is missing.</exception>
    /// <exception cref="OperationCanceledException">Cancelled and <paramref name="throwOnError"/> is set.</exception>
    public async Task<bool> ProcessAsynchronously(bool throwOnError = true, FFOptions? ffMpegOptions = null)
    {
        FFOptions options = ffMpegOptions ?? GlobalFFOptions.Current.Clone();
        _configurations.ForEach(configure => configure(options));
        try
        {
            _cancellation.Token.ThrowIfCancellationRequested();
            _arguments.CheckFiles();
            ToolResult result = await CreateProcess(options).RunAsync(_cancellation.Token).ConfigureAwait(false);
            return Complete(result, throwOnError);
        }
        catch (OperationCanceledException) when (!throwOnError && _cancellation.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            await _registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ToolProcess CreateProcess(FFOptions options)
    {
        FFMpegLogLevel? logLevel = _logLevel ?? options.LogLevel;
        string level = logLevel is null ? string.Empty : $" -v {logLevel.Value.ToString().ToLowerInvariant()}";
        return new ToolProcess(GlobalFFOptions.GetFFMpegBinaryPath(options), _arguments.Text + level, options)
        {
            Feed = _arguments.Source is null ? null : _arguments.Source.WriteAsync,
            Drain = _arguments.Sink is null ? null : _arguments.Sink.ReadAsync,
            AcceptsKeys = _arguments.Source is null,
            StopTimeout = _stopTimeout,
            OnErrorLine = OnErrorLine,
        };
    }

    private bool Complete(ToolResult result, bool throwOnError)
    {
        if (result.ExitCode != 0)
        {
            if (throwOnError)
            {
                string errors = string.Join('\n', result.ErrorLines);
                throw new FFMpegException(
                    FFMpegExceptionType.Process,
                    string.Create(CultureInfo.InvariantCulture, $"ffmpeg exited with non-zero exit-code ({result.ExitCode} - {errors})"),
                    null,
                    errors);
            }

            return false;
        }

        _onPercentage?.Invoke(100);
        if (_total is not null)
        {
            _onTime?.Invoke(_total.Value);
        }

        return true;
    }

    private void OnErrorLine(string line)
    {
        _onError?.Invoke(line);
        if (_onTime is null && _onPercentage is null)
        {
            return;
        }

        Match match = ProgressTime().Match(line);
        if (!match.Success || !TimeSpan.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out TimeSpan time))
        {
            return;
        }

        _onTime?.Invoke(time);
        if (_total is { Ticks: > 0 } total)
        {
            _onPercentage?.Invoke(Math.Round(time / total * 100, 2));
        }
    }

    [GeneratedRegex(@"time=(\d\d:\d\d:\d\d\.\d\d)")]
    private static partial Regex ProgressTime();
}
