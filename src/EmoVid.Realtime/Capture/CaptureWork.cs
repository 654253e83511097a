namespace EmoVid.Realtime;

/// <summary>What was captured.</summary>
public enum CaptureWork
{
    /// <summary>A still that acts one mix in a loop: <see cref="StickerClip"/>.</summary>
    Clip,

    /// <summary>A still that acts a signal without end: <see cref="StickerPerformance"/>.</summary>
    Performance,

    /// <summary>Frames recoloured in fixed steps: <see cref="SceneGrader"/>.</summary>
    Grade,
}
