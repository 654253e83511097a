namespace EmoVid.Realtime.Core.Tests.Emotions;

public class MikelsWheelTests
{
    /// <summary>The published matrix, rows and columns in the order of <see cref="Emotion"/>.</summary>
    private static readonly int[,] Published =
    {
        { 0, 2, 1, 3, 1, 2, 4, 3 },
        { 2, 0, 1, 1, 3, 4, 2, 3 },
        { 1, 1, 0, 2, 2, 3, 3, 4 },
        { 3, 1, 2, 0, 4, 3, 1, 2 },
        { 1, 3, 2, 4, 0, 1, 3, 2 },
        { 2, 4, 3, 3, 1, 0, 2, 1 },
        { 4, 2, 3, 1, 3, 2, 0, 1 },
        { 3, 3, 4, 2, 2, 1, 1, 0 },
    };

    [Fact]
    public void Distances_are_the_published_matrix()
    {
        foreach (Emotion a in Enum.GetValues<Emotion>())
        {
            foreach (Emotion b in Enum.GetValues<Emotion>())
            {
                Assert.Equal(Published[(int)a, (int)b], MikelsWheel.Distance(a, b));
            }
        }
    }

    [Fact]
    public void What_is_not_an_emotion_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MikelsWheel.Distance(Emotion.Awe, (Emotion)8));
}
