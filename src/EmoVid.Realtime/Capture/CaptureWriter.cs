using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Writes a capture while work runs: what is commanded, and a digest of every frame that comes out. As an <see cref="IFrameSink"/> it stands beside the
/// sink that writes the clip.</summary>
/// <remarks>
/// <para>One thread at a time. A call hashes the frame (about a millisecond for 512²) and never waits for the disk: a thread of the writer's own brings
/// lines there. Nothing is allocated a frame in the steady state.</para>
/// <para>Unlike other outputs the file is there from the first line on, and an older one of that name is gone: the capture of a run that broke off is the one that
/// somebody needs. Without <see cref="Complete"/> it has no last line, which a reader sees.</para>
/// <para>A live performance tells its networks' arrivals through <see cref="Arrived"/>. A frame's lines are written when all arrivals that it may show are there, a
/// frame later at most, so that what a file holds can be repeated.</para>
/// </remarks>
public sealed class CaptureWriter : IFrameSink
{
    private const int MostHeld = 256;

    private static readonly TimeSpan TellingPatience = TimeSpan.FromSeconds(10);

    private readonly CaptureHeader _header;
    private readonly CaptureFile _file;
    private readonly FrameDigest _digest = new();
    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly ConcurrentQueue<LiveUpdate> _arrived = new();
    private readonly Queue<(CaptureStep Step, ulong Digest)> _held = new(64);
    private CaptureStep? _step;
    private long _frames;
    private long _updates;

    private CaptureWriter(CaptureFile file, CaptureHeader header)
    {
        (_file, _header) = (file, header);
        _json = new Utf8JsonWriter(_line);
    }

    /// <summary>Begins a capture.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="header">What is done.</param>
    /// <param name="inputs">What goes in.</param>
    /// <exception cref="CaptureException">The file cannot be written.</exception>
    public static CaptureWriter Create(string path, CaptureHeader header, IReadOnlyList<CaptureInput> inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(inputs);
        var writer = new CaptureWriter(new CaptureFile(path), header);
        CaptureLogWriter.Header(writer._json, header);
        writer.EndLine();
        foreach (CaptureInput input in inputs)
        {
            CaptureLogWriter.Input(writer._json, input);
            writer.EndLine();
        }

        return writer;
    }

    /// <summary>Takes what holds for the frame that comes next. What has not changed costs no line.</summary>
    /// <param name="step">The step; its frame is set here.</param>
    public void Step(CaptureStep step)
    {
        step = step with { Frame = _frames };
        if (_header.Work == CaptureWork.Live)
        {
            _step = step;
            return;
        }

        if (_step is { } last && step.IsLike(last))
        {
            return;
        }

        _step = step;
        CaptureLogWriter.Step(_json, step, _header.Work);
        EndLine();
    }

    /// <summary>Takes a run of a live performance's networks as it arrives: for <see cref="LiveActorOptions.Arrived"/>. Any thread; waits for nothing.</summary>
    public void Arrived(LiveUpdate update) => _arrived.Enqueue(update);

    /// <inheritdoc/>
    public void Add(in FrameView frame) => Add(_digest.Of(frame));

    /// <summary>Takes one frame of planes.</summary>
    public void Add(in YuvFrameView frame) => Add(_digest.Of(frame));

    /// <summary>Writes the last line and waits for the disk, and before for a live performance's arrivals that the last frame may show.</summary>
    /// <exception cref="CaptureException">The disk is full, or failed earlier, or a live performance's arrivals are not told.</exception>
    public void Complete()
    {
        // An arrival is told just after it is counted, so this takes no time, unless nobody tells.
        bool isAll = SpinWait.SpinUntil(() =>
        {
            WriteLive();
            return _held.Count == 0;
        }, TellingPatience);
        ThrowIfUntold(!isAll);
        CaptureLogWriter.End(_json, _frames);
        EndLine();
        _file.Flush();
    }

    /// <summary>Brings what was written to the disk and closes the file.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _json.Dispose();
        _digest.Dispose();
    }

    private void Add(ulong digest)
    {
        if (_step is null)
        {
            throw new InvalidOperationException("A frame came before the first step.");
        }

        if (_header.Work == CaptureWork.Live)
        {
            _held.Enqueue((_step.Value, digest));
            _frames++;
            WriteLive();
            ThrowIfUntold(_held.Count > MostHeld);
            return;
        }

        CaptureLogWriter.Frame(_json, _frames++, digest);
        EndLine();
    }

    private void ThrowIfUntold(bool isUntold)
    {
        if (isUntold)
        {
            throw new CaptureException(string.Create(CultureInfo.InvariantCulture,
                $"capturing a live performance: found {_held.Count} frames that wait for runs of the networks that nobody tells, expected them in LiveActorOptions.Arrived; give it CaptureWriter.Arrived"));
        }
    }

    private void WriteLive()
    {
        while (_arrived.TryDequeue(out LiveUpdate update))
        {
            CaptureLogWriter.Update(_json, update);
            EndLine();
            _updates++;
        }

        while (_held.TryPeek(out (CaptureStep Step, ulong Digest) frame) && frame.Step.Updates <= _updates)
        {
            _held.Dequeue();
            CaptureLogWriter.Step(_json, frame.Step, _header.Work);
            EndLine();
            CaptureLogWriter.Frame(_json, frame.Step.Frame, frame.Digest);
            EndLine();
        }
    }

    private void EndLine()
    {
        _json.Flush();
        _line.Write("\n"u8);
        _file.Add(_line.WrittenSpan);
        _line.ResetWrittenCount();
        _json.Reset();
    }
}
