using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>What a capture says: what was done with which settings and inputs, what was commanded at which frame, and what came out. A file of JSON
/// lines; <c>docs/capture.md</c> describes it.</summary>
/// <remarks>Immutable; any number of threads.</remarks>
public sealed class CaptureLog
{
    /// <summary>The version of the format that this SDK writes, and the only one that it reads.</summary>
    public const int Version = 1;

    internal const string FormatName = "emovid-capture";

    internal CaptureLog(CaptureHeader header, IReadOnlyList<CaptureInput> inputs, IReadOnlyList<CaptureStep> steps, IReadOnlyList<LiveUpdate> updates, IReadOnlyList<ulong> digests, bool isComplete) =>
        (Header, Inputs, Steps, Updates, Digests, IsComplete) = (header, inputs, steps, updates, digests, isComplete);

    /// <summary>What was done.</summary>
    public CaptureHeader Header { get; }

    /// <summary>What went in.</summary>
    public IReadOnlyList<CaptureInput> Inputs { get; }

    /// <summary>What was commanded, by frame; the first is that of frame 0.</summary>
    public IReadOnlyList<CaptureStep> Steps { get; }

    /// <summary>Runs of the networks in the order in which they arrived; for a live performance.</summary>
    public IReadOnlyList<LiveUpdate> Updates { get; }

    /// <summary>What came out: a digest of each frame's pixels, the first 64 bits of their SHA-256.</summary>
    public IReadOnlyList<ulong> Digests { get; }

    /// <summary>Whether the run came to its end. A run that broke off can be replayed as far as it went.</summary>
    public bool IsComplete { get; }

    /// <summary>Reads a capture.</summary>
    /// <param name="path">The file. A last line that was cut off is left out.</param>
    /// <exception cref="CaptureException">The file cannot be read or is no capture; one line says which line and why.</exception>
    public static CaptureLog Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream stream = File.OpenRead(path);
            return CaptureLogReader.Read(stream, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CaptureException($"reading the capture '{path}': found that it cannot be read ({failure.Message.TrimEnd('.')}), expected a file of JSON lines; check the name", failure);
        }
    }

    /// <summary>The step that holds at a frame.</summary>
    internal CaptureStep StepAt(long frame, ref int cursor)
    {
        while (cursor + 1 < Steps.Count && Steps[cursor + 1].Frame <= frame)
        {
            cursor++;
        }

        return Steps[cursor];
    }
}
