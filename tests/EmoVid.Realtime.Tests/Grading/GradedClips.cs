namespace EmoVid.Realtime.Tests.Grading;

/// <summary>The two real clips, each through every mood once for all tests.</summary>
public sealed class GradedClips
{
    private readonly Lazy<Dictionary<string, Graded>> _clips = new(() => new[] { DecodedClip.City, DecodedClip.Launch }.ToDictionary(clip => clip.File, Grade));

    internal Graded this[string file] => _clips.Value[file];

    private static Graded Grade(DecodedClip clip)
    {
        IReadOnlyList<byte[]> frames = clip.Decode();
        var moods = new GradedClip[EmotionNames.All.Count];
        Parallel.For(0, moods.Length, i => moods[i] = new GradedClip(clip, frames, (Emotion)i));
        return new Graded(clip, frames, moods);
    }

    /// <summary>A clip, its frames, and the moods in the order of <see cref="Emotion"/>.</summary>
    internal sealed record Graded(DecodedClip Clip, IReadOnlyList<byte[]> Frames, IReadOnlyList<GradedClip> Moods);
}
