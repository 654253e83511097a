namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The scene of a run without a window: in acts of two seconds everyone turns to another emotion, and the mood of the whole goes from bright to dark and
/// back. A function of the time alone.</summary>
internal static class StageScript
{
    private const double ActSeconds = 2;

    private static readonly Emotion[] Acts =
        [Emotion.Contentment, Emotion.Amusement, Emotion.Excitement, Emotion.Fear, Emotion.Sadness, Emotion.Anger, Emotion.Awe, Emotion.Contentment];

    /// <summary>Sets everyone's target for an instant.</summary>
    public static void Direct(StageScene scene)
    {
        int act = (int)(scene.Seconds / ActSeconds);
        for (int i = 0; i < scene.Actors.Length; i++)
        {
            // Most follow the act, every third is an act behind.
            Emotion emotion = Acts[(act + (i % 3 == 2 ? Acts.Length - 1 : 0)) % Acts.Length];
            scene.Actors[i].Signal.SetTarget(EmotionMix.Of(emotion, 1, 0.9f), TimeSpan.FromSeconds(act * ActSeconds));
        }
    }
}
