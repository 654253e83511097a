namespace EmoVid.Realtime;

/// <summary>What the demo makes.</summary>
public sealed record DemoOptions
{
    /// <summary>The stills, by the name that files and labels bear.</summary>
    public required IReadOnlyList<(string Name, string Path)> Stills { get; init; }

    /// <summary>Where everything is written; must exist.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Length, frame rate, size and seed of every clip; its mix is ignored. Default: the request's defaults, 3 s at
    /// 24 frames a second, 512².</summary>
    public ClipRequest Clip { get; init; } = new();

    /// <summary>The emotions, each at full intensity. Default: all eight.</summary>
    public IReadOnlyList<Emotion> Emotions { get; init; } = Enum.GetValues<Emotion>();
}
