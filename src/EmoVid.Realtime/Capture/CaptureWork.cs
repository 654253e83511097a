namespace EmoVid.Realtime;

/// <summary>What was captured.</summary>
public enum CaptureWork
{
    /// <summary>A still that acts one mix in a loop: <see cref="StickerClip"/>.</summary>
    Clip,

    /// <summary>A still that acts a signal without end: <see cref="StickerPerformance"/>.</summary>
    Performance,

    /// <summary>The same with its networks on an <see cref="Generation.ActorThread"/>: which of their runs a frame shows depends on when they arrive, so arrivals are captured
    /// too.</summary>
    Live,

    /// <summary>Frames recoloured in fixed steps: <see cref="SceneGrader"/>.</summary>
    Grade,
}
