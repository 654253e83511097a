using ChatMood;

namespace EmoVid.Realtime.Samples.Tests;

/// <summary>What lines stir, how it fades, and what the signal hears of it.</summary>
public sealed class ChatRuleTests : IDisposable
{
    private static readonly string Rules = Path.Combine(CommittedFiles.Root, "samples", "ChatMood", "rules.json");
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("lol that was great", "amusement:1")]
    [InlineData("HAHAHA", "amusement:1")]
    [InlineData("lollipop", "")]
    [InlineData("😂😂😂 lol", "amusement:1")]
    [InlineData("wow😱", "awe:1,fear:1")]
    [InlineData("!raid", "excitement:4")]
    [InlineData("!level-up!!", "excitement:4")]
    [InlineData("raid", "")]
    [InlineData("", "")]
    public void A_line_stirs_what_its_words_say(string line, string expected)
    {
        float[] scores = new float[EmotionNames.Count];
        MoodRules.Read(Rules).Score(line, scores);
        Assert.Equal(expected, string.Join(',', scores.Index().Where(score => score.Item > 0).Select(score => FormattableString.Invariant($"{EmotionNames.All[score.Index]}:{score.Item}"))));
    }

    [Theory]
    [InlineData("12.5 lol", 12.5, "lol")]
    [InlineData("[1:02:03] Ann: lol", 3723, "Ann: lol")]
    [InlineData("[0:07.25] lol", 7.25, "lol")]
    [InlineData("lol 12", 3, "lol 12")]
    [InlineData("[mod] lol", 3, "[mod] lol")]
    [InlineData("-4 lol", 3, "-4 lol")]
    [InlineData("99999999999 lol", 3, "99999999999 lol")]
    public void A_transcripts_line_brings_its_time_or_has_the_one_before(string line, double seconds, string text) =>
        Assert.Equal(new ChatLine(TimeSpan.FromSeconds(seconds), text), ChatLine.Parse(line, TimeSpan.FromSeconds(3)));

    [Fact]
    public void The_mix_is_the_documented_share_and_halves_as_documented()
    {
        MoodRules rules = MoodRules.Read(Rules);
        var source = new ChatEmotionSource(rules);
        source.Add(new ChatLine(TimeSpan.FromSeconds(1), "!boss"));
        source.Add(new ChatLine(TimeSpan.FromSeconds(1), "wow"));
        Assert.False(source.TryRead(TimeSpan.FromSeconds(0.9), out _));
        Assert.True(source.TryRead(TimeSpan.FromSeconds(1), out EmotionCue cue));
        Assert.Equal(TimeSpan.FromSeconds(1), cue.At);
        Assert.Equal(4 / (rules.Calm + 5), cue.Mix[Emotion.Fear], 1e-6f);
        Assert.Equal(1 / (rules.Calm + 5), cue.Mix[Emotion.Awe], 1e-6f);
        Assert.True(source.TryRead(TimeSpan.FromSeconds(1 + rules.HalfLifeSeconds), out cue));
        Assert.Equal(2 / (rules.Calm + 2.5f), cue.Mix[Emotion.Fear], 1e-6f);
        Assert.False(source.TryRead(TimeSpan.FromSeconds(1 + rules.HalfLifeSeconds), out _));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public void A_room_that_has_calmed_down_is_neutral_at_any_frame_rate(int framesPerSecond)
    {
        var source = new ChatEmotionSource(MoodRules.Read(Rules));
        var signal = new EmotionSignal(0.2, 0.5);
        source.Add(new ChatLine(TimeSpan.Zero, "!defeat"));
        int cues = 0;
        for (int frame = 0; frame < 60 * framesPerSecond; frame++)
        {
            cues += signal.Follow(source, TimeSpan.FromSeconds((double)frame / framesPerSecond));
            Assert.InRange(signal.Target.NeutralWeight, 0.3f, 1);
        }

        Assert.Equal(EmotionMix.Neutral, signal.Target);
        // From 2/3 of the weight down to 0 in steps of at least 0.03.
        Assert.InRange(cues, 5, 24);
    }

    [Fact]
    public void Asking_without_new_lines_allocates_nothing()
    {
        var source = new ChatEmotionSource(MoodRules.Read(Rules));
        source.Add(new ChatLine(TimeSpan.Zero, "wow"));
        source.TryRead(TimeSpan.Zero, out _);
        double now = 0;
        Allocations.AssertNone(() => source.TryRead(TimeSpan.FromSeconds(now += 0.01), out _));
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{"rules":[]}""", "no rules")]
    [InlineData("""{"rules":[{"emotion":"glee","words":["x"]}]}""", "'glee'")]
    [InlineData("""{"rules":[{"emotion":"awe","words":[]}]}""", "without words")]
    [InlineData("""{"rules":[{"emotion":"awe","words":["*"]}]}""", "empty")]
    [InlineData("""{"rules":[{"emotion":"awe","weight":-1,"words":["x"]}]}""", "-1")]
    [InlineData("""{"halfLife":3,"rules":[{"emotion":"awe","words":["x"]}]}""", "halfLife")]
    public void A_rule_set_that_is_none_is_one_line(string json, string word)
    {
        string path = _workspace.Write("rules.json", json);
        var failure = Assert.Throws<EmoVidException>(() => MoodRules.Read(path));
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    public void Dispose() => _workspace.Dispose();
}
