namespace EmoVid.Realtime.Core.Tests.Emotions;

public class EmotionNamesTests
{
    [Fact]
    public void Names_are_the_members_in_their_order()
    {
        Assert.Equal(EmotionNames.Count, Enum.GetValues<Emotion>().Length);
        foreach (Emotion emotion in Enum.GetValues<Emotion>())
        {
            string name = EmotionNames.Get(emotion);
            Assert.Equal(emotion.ToString(), name, ignoreCase: true);
            Assert.Equal(name, EmotionNames.All[(int)emotion]);
            Assert.True(EmotionNames.TryParse(emotion.ToString(), out Emotion parsed));
            Assert.Equal(emotion, parsed);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("neutral")]
    [InlineData("4")]
    public void What_is_not_an_emotion_does_not_parse(string? name) => Assert.False(EmotionNames.TryParse(name, out _));

    [Fact]
    public void What_is_not_a_member_has_no_name() => Assert.Throws<ArgumentOutOfRangeException>(() => EmotionNames.Get((Emotion)8));
}
