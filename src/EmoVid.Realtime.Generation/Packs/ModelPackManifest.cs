namespace EmoVid.Realtime.Generation;

/// <summary>What <c>manifest.json</c> of a model pack says. Every size that the runtime uses comes from here, so that
/// another pack needs no other code. Immutable; any thread.</summary>
public sealed class ModelPackManifest
{
    /// <summary>The manifest format that this version reads.</summary>
    public const int SupportedFormat = 1;

    /// <summary>The ONNX operator set of format 1. Stock operators only, so that every execution provider runs them.</summary>
    public const int SupportedOpset = 17;

    internal ModelPackManifest()
    {
    }

    /// <summary>The pack's name, e.g. <c>sticker-base</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The pack's version.</summary>
    public required string Version { get; init; }

    /// <summary>The day the pack was made.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>Pixels along one side of the square canvas that the appearance network sees.</summary>
    public required int Canvas { get; init; }

    /// <summary>Largest side of the still's opaque bounding box as a fraction of the canvas, in (0, 1].</summary>
    public required float StillFill { get; init; }

    /// <summary>Motion codes a second.</summary>
    public required double CodeRateHz { get; init; }

    /// <summary>Codes of one window as trained.</summary>
    public required int WindowFrames { get; init; }

    /// <summary>Codes of the shortest loop that the motion network makes by itself; the runtime plans shorter ones as several
    /// rounds.</summary>
    public required int LoopMinimumFrames { get; init; }

    /// <summary>The number of codes in a loop or window is a multiple of this: a network may step through several codes at
    /// once.</summary>
    public required int LoopMultiple { get; init; }

    /// <summary>Numbers in one motion code.</summary>
    public required int CodeSize { get; init; }

    /// <summary>The first number of a code that belongs to the expression: those from here on are led over quickly from window to window, since a
    /// face between two faces is none. <see cref="CodeSize"/> where a pack does not say it.</summary>
    public required int ExpressionFrom { get; init; }

    /// <summary>Numbers in the embedding of a still.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>Shape of the appearance features: 1, channels, height, width.</summary>
    public required IReadOnlyList<int> FeatureShape { get; init; }

    /// <summary>Cells along one side of the warp field.</summary>
    public required int WarpSize { get; init; }

    /// <summary>Cells along one side of the paint field.</summary>
    public required int PaintSize { get; init; }

    /// <summary>The ONNX operator set of the graphs.</summary>
    public required int Opset { get; init; }

    /// <summary>What each number of the conditioning vector means: the eight emotions' names in lower case and
    /// <c>neutral</c>, each once.</summary>
    public required IReadOnlyList<string> Emotions { get; init; }

    /// <summary>Strength of the classifier-free guidance that the student was distilled at. For information.</summary>
    public required double Guidance { get; init; }

    /// <summary>SPDX identifier of the pack's licence.</summary>
    public required string Licence { get; init; }

    /// <summary>The files, with size and hash.</summary>
    public required IReadOnlyDictionary<string, ModelPackFile> Files { get; init; }

    /// <summary>How the pack was trained, as the manifest states it: preset, commit, seeds, hash of the corpus. For
    /// information; values that are not text are JSON.</summary>
    public required IReadOnlyDictionary<string, string> Training { get; init; }
}
