using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>Where <c>grade</c> reads and writes: files, standard input as a file, or raw frames.</summary>
internal sealed class GradePlaces : IDisposable
{
    private readonly Stream? _input;
    private readonly SpooledInput? _spooled;
    private readonly Stream? _output;
    private readonly string? _label;

    private GradePlaces(string input, string output, RawFrameFormat? raw, bool compares, bool mapsTones, CancellationToken cancellation)
    {
        bool piped = input == AnalyzeInputs.StandardInput, toPipe = output == AnalyzeInputs.StandardInput;
        string format = string.Empty;
        if (!toPipe)
        {
            var file = new FileInfo(output);
            format = OutputPlace.Format("OUT", file, [.. ClipWriter.Extensions]);
            OutputPlace.Require(file);
            _label = file.Name;
        }

        if (raw is not null && !toPipe && (raw.Layout is RawPixelLayout.Rgb10A2 or RawPixelLayout.Rgba16F || raw.FramesPerSecond > 1000))
        {
            throw new BadArgumentException($"reading --raw: found {raw.Layout} at {raw.FramesPerSecond} frames a second for a file, expected 8-bit frames and at most 1000 a second; write to standard output (-)");
        }

        try
        {
            _input = piped ? Console.OpenStandardInput() : null;
            if (raw is not null)
            {
                Reader = new RawFrameReader(_input!, raw, input, cancellationToken: cancellation);
            }
            else
            {
                _spooled = piped ? SpooledInput.Create(_input!, input, cancellationToken: cancellation) : null;

                // Planes reach a video encoder as they are; the other formats are RGB, and so is a pair of pictures of any width.
                KeepsYuv = format is "mp4" or "webm" && !compares;
                var options = new FrameReaderOptions { KeepYuv = KeepsYuv, Hdr = mapsTones ? HdrHandling.ToneMap : HdrHandling.Refuse };
                Reader = FrameReader.Open(_spooled?.Path ?? input, options, cancellation);
            }

            IsStill = raw is null && Reader.FrameCount == 1;
            WithDurations = raw is null && !IsStill;
            if (toPipe)
            {
                _output = StandardOutput.Open();
                Writer = new RawFrameWriter(_output, raw!, output);
            }
            else
            {
                Writer = ClipWriter.Create(output, compares ? checked(2 * Reader.Width) : Reader.Width, Reader.Height, new ClipWriterOptions
                {
                    FramesPerSecond = raw?.FramesPerSecond ?? (IsStill ? 25 : null),
                    AudioFrom = Reader.Kind == MediaKind.Video ? _spooled?.Path ?? input : null,
                });
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public FrameReader Reader { get; } = null!;

    public ClipWriter Writer { get; } = null!;

    /// <summary>Whether the input is one picture.</summary>
    public bool IsStill { get; }

    /// <summary>Whether a video's frames are planes, as the decoder gives them.</summary>
    public bool KeepsYuv { get; }

    /// <summary>Whether frames bring their durations.</summary>
    public bool WithDurations { get; }

    public static GradePlaces Open(string input, string output, RawFrameFormat? raw, bool compares, bool mapsTones, CancellationToken cancellation) =>
        new(input, output, raw, compares, mapsTones, cancellation);

    /// <summary>Runs the work, with a progress bar where a file is written.</summary>
    public void Run(Func<IProgress<int>?, int> work)
    {
        if (_label is null)
        {
            work(null);
        }
        else
        {
            WorkProgress.Run<int>(_label, AnalyzeWork.FrameTotal(Reader), work, "frames");
        }
    }

    public void Dispose()
    {
        Writer?.Dispose();
        Reader?.Dispose();
        _output?.Dispose();
        _spooled?.Dispose();
        _input?.Dispose();
    }
}
