namespace EmoVid.Realtime.Tests.Evaluation;

public class ConfusionMatrixTests
{
    [Fact]
    public void Shares_are_those_of_a_matrix_counted_by_hand()
    {
        // 3 of 4 angers, 1 of 1 awe, 0 of 2 fears.
        var matrix = new ConfusionMatrix();
        foreach ((Emotion target, Emotion read) in new[]
        {
            (Emotion.Anger, Emotion.Anger), (Emotion.Anger, Emotion.Anger), (Emotion.Anger, Emotion.Anger), (Emotion.Anger, Emotion.Sadness),
            (Emotion.Awe, Emotion.Awe), (Emotion.Fear, Emotion.Anger), (Emotion.Fear, Emotion.Sadness),
        })
        {
            matrix.Add(target, read);
        }

        Assert.Equal(7, matrix.Total);
        Assert.Equal(4, matrix.CountOf(Emotion.Anger));
        Assert.Equal(1, matrix[Emotion.Fear, Emotion.Sadness]);
        Assert.Equal(4.0 / 7, matrix.Accuracy, 12);
        Assert.Equal((0.75 + 1 + 0) / 3, matrix.BalancedAccuracy, 12);
    }

    [Fact]
    public void Nothing_read_is_no_number()
    {
        Assert.True(double.IsNaN(new ConfusionMatrix().Accuracy));
        Assert.True(double.IsNaN(new ConfusionMatrix().BalancedAccuracy));
    }
}
