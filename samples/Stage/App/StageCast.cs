namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Who stands on the stage at first.</summary>
internal static class StageCast
{
    private static readonly (string File, string Name, bool IsAvatar, Emotion Emotion)[] Cast =
    [
        ("dog.webp", "dog", false, Emotion.Excitement),
        ("face.webp", "face", false, Emotion.Amusement),
        ("avatar.webp", "Mia", true, Emotion.Contentment),
        ("reader.webp", "Noa", true, Emotion.Awe),
        ("fox.webp", "fox", false, Emotion.Fear),
        ("plain-face.webp", "plain face", false, Emotion.Sadness),
        ("balloon.webp", "balloon", false, Emotion.Awe),
    ];

    /// <summary>Brings so many on; the cast repeats, and each acts in its own way.</summary>
    public static void Enter(StageScene scene, int count)
    {
        var stills = new Dictionary<string, RgbaImage>();
        for (int i = 0; i < count; i++)
        {
            (string file, string name, bool isAvatar, Emotion emotion) = Cast[i % Cast.Length];
            if (!stills.TryGetValue(file, out RgbaImage? still))
            {
                stills[file] = still = Media.StickerReader.Read(StageAssets.Picture(file));
            }

            StageActor actor = scene.Add(scene.Rehearse(i < Cast.Length ? name : $"{name} {i / Cast.Length + 1}", still, StageAssets.Picture(file), isAvatar));
            actor.Signal.SetTarget(EmotionMix.Of(emotion), TimeSpan.Zero, 0);
        }

        scene.Select(0);
    }
}
