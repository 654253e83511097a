using EmoVid.Realtime.Core.Tests.Grading;

namespace EmoVid.Realtime.Core.Tests.Moods;

public sealed class MoodLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emovid-moods-").FullName;
    private readonly List<string> _lines = [];
    private int _clock;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_adds_moods_and_replaces_ours()
    {
        Write("nostalgia.json", Json("nostalgia", 0.05));
        Write("mine.json", Json("sadness", -0.2));
        Write("notes.txt", "not a mood");
        Write("mood.schema.json", "{}");
        using MoodLibrary library = MoodLibrary.Open(_folder);
        Assert.Equal([.. EmotionNames.All, "nostalgia"], library.Moods.Select(mood => mood.Name));
        Assert.Equal(-0.2f, library.Grade(EmotionMix.Of(Emotion.Sadness)).Brightness);
        Assert.Equal(0.05f, library.Find("Nostalgia")!.Grade.Brightness);
        Assert.NotEqual(-0.2f, MoodLibrary.BuiltIn.Grade(EmotionMix.Of(Emotion.Sadness)).Brightness);
    }

    [Fact]
    public void A_changed_file_is_read_again_and_a_gone_one_forgotten()
    {
        Write("mine.json", Json("sadness", -0.2));
        using MoodLibrary library = Open();
        int version = library.Version;
        Assert.False(library.Refresh());
        Write("mine.json", Json("sadness", -0.1));
        Assert.True(library.Refresh());
        Assert.Equal(-0.1f, library.Find("sadness")!.Grade.Brightness);
        Assert.NotEqual(version, library.Version);
        Write("mine.json", Json("calm", -0.1));
        Assert.True(library.Refresh());
        Assert.Equal(MoodLibrary.BuiltIn.Find("sadness")!.Grade, library.Find("sadness")!.Grade);
        File.Delete(Path.Combine(_folder, "mine.json"));
        Assert.True(library.Refresh());
        Assert.Null(library.Find("calm"));
        Assert.Empty(_lines);
    }

    [Fact]
    public void A_broken_edit_keeps_the_last_good_mood_and_is_told_once()
    {
        Write("mine.json", Json("calm", 0.1));
        using MoodLibrary library = Open();
        Write("mine.json", Json("calm", 0.1)[..40]);
        Assert.False(library.Refresh());
        Assert.False(library.Refresh());
        Assert.Equal(0.1f, library.Find("calm")!.Grade.Brightness);
        string line = Assert.Single(_lines);
        Assert.Contains("mine.json", line, StringComparison.Ordinal);
        Assert.Contains("stays as it was", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Write("mine.json", Json("calm", 0.2));
        Assert.True(library.Refresh());
        Assert.Equal(0.2f, library.Find("calm")!.Grade.Brightness);
        Assert.Single(_lines);
    }

    [Fact]
    public void Without_a_reporter_a_broken_file_is_an_error()
    {
        Write("mine.json", "{");
        Assert.Throws<MoodException>(() => MoodLibrary.Open(_folder));
        Assert.Throws<MoodException>(() => MoodLibrary.Open(Path.Combine(_folder, "nowhere")));
    }

    [Fact]
    public void Two_files_of_one_name_are_told()
    {
        Write("a.json", Json("calm", 0.1));
        Write("b.json", Json("calm", 0.2));
        using MoodLibrary library = Open();
        Assert.Equal(0.1f, library.Find("calm")!.Grade.Brightness);
        Assert.Contains("a.json", Assert.Single(_lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cube_is_a_mood_and_blends_with_ours()
    {
        GradeLut look = GradeLutBaker.Bake(SampleGrades.Hot);
        Write("Teal_Night.cube", CubeLut.From(look, "").ToText());
        using MoodLibrary library = Open();
        Assert.Empty(_lines);
        Assert.True(GradeLutBaker.Bake(library.Parse("teal_night")).Entries.SequenceEqual(look.Entries));

        GradeLut mixed = GradeLutBaker.Bake(library.Parse("teal_night:0.5,sadness:0.5"));
        GradeLut half = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(Emotion.Sadness, 0.5f)));
        for (int i = 0; i < mixed.Entries.Length; i += 101)
        {
            double expected = half.Entries[i] + 0.5 * (look.Entries[i] - GradeLut.Identity.Entries[i]);
            Assert.Equal(Math.Clamp(expected, 0, GradeLut.One), mixed.Entries[i], 1.0);
        }
    }

    [Fact]
    public void A_mood_may_name_a_look_and_follows_its_changes()
    {
        Write("night.cube", CubeLut.From(GradeLutBaker.Bake(SampleGrades.Cold), "").ToText());
        Write("sad.json", """{ "format": 1, "name": "sadness", "look": "night.cube" }""");
        using MoodLibrary library = Open();
        var recipe = new GradeRecipe();
        library.Compose(EmotionMix.Of(Emotion.Sadness), recipe);
        Assert.Equal(1, recipe.LookCount);
        Assert.True(GradeLutBaker.Bake(recipe).Entries.SequenceEqual(GradeLutBaker.Bake(SampleGrades.Cold).Entries));
        Write("night.cube", CubeLut.From(GradeLutBaker.Bake(SampleGrades.Hot), "").ToText());
        Assert.True(library.Refresh());
        library.Compose(EmotionMix.Of(Emotion.Sadness), recipe);
        Assert.True(GradeLutBaker.Bake(recipe).Entries.SequenceEqual(GradeLutBaker.Bake(SampleGrades.Hot).Entries));
        Write("night.cube", "LUT_3D_SIZE 1");
        Assert.False(library.Refresh());
        Assert.Equal(2, _lines.Count);
        recipe.Scale(0f);
        Assert.True(GradeLutBaker.Bake(recipe).IsIdentity);
    }

    [Fact]
    public void Baking_a_recipe_with_looks_allocates_nothing()
    {
        Write("night.cube", CubeLut.From(GradeLutBaker.Bake(SampleGrades.Cold), "").ToText());
        using MoodLibrary library = Open();
        GradeRecipe recipe = library.Parse("night:0.5,awe:0.5");
        var exchange = new GradeLutExchange();
        Allocations.AssertNone(() => GradeLutBaker.Bake(recipe, default, exchange));
        Assert.True(exchange.Latest().Entries.SequenceEqual(GradeLutBaker.Bake(recipe).Entries));
    }

    [Fact]
    public void Watching_takes_up_a_change()
    {
        Write("mine.json", Json("calm", 0.1));
        using MoodLibrary library = Open();
        library.Watch(TimeSpan.FromMilliseconds(5));
        int version = library.Version;
        Write("mine.json", Json("calm", 0.2));
        Assert.True(SpinWait.SpinUntil(() => library.Version != version, TimeSpan.FromMinutes(1)));
        Assert.Equal(0.2f, library.Find("calm")!.Grade.Brightness);
        Assert.Throws<InvalidOperationException>(() => MoodLibrary.BuiltIn.Watch(TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("bliss", "'bliss' is not a mood; expected one of amusement")]
    [InlineData("awe:x", "the weight of awe is 'x'")]
    [InlineData("awe,awe", "twice")]
    [InlineData("awe:0", "all weights are zero")]
    [InlineData("", "a name is missing")]
    public void A_text_that_is_no_mix_gives_one_line(string text, string expected)
    {
        var error = Assert.Throws<EmoVidException>(() => MoodLibrary.BuiltIn.Parse(text));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Reading the mood '", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_beyond_one_are_shared_and_neutral_takes_part()
    {
        Assert.Equal(MoodLibrary.BuiltIn.Find("awe")!.Grade.Brightness / 2, MoodLibrary.BuiltIn.Parse("awe,neutral").Grade.Brightness, 1e-6f);
        Assert.Equal(MoodLibrary.BuiltIn.Find("awe")!.Grade.Brightness / 4, MoodLibrary.BuiltIn.Parse("awe:0.25").Grade.Brightness, 1e-6f);
        Assert.True(MoodLibrary.BuiltIn.Parse("neutral").IsNeutral);
    }

    private static string Json(string name, double brightness) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{ "format": 1, "name": "{{name}}", "grade": { "brightness": { "value": {{brightness}} } } }""");

    private MoodLibrary Open() => MoodLibrary.Open(_folder, _lines.Add);

    /// <summary>Writes a file whose time differs from that of the write before, however coarse the file system's clock.</summary>
    private void Write(string name, string content)
    {
        string path = Path.Combine(_folder, name), temporary = path + ".tmp";
        File.WriteAllText(temporary, content);
        File.SetLastWriteTimeUtc(temporary, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_clock++));
        File.Move(temporary, path, overwrite: true);
    }
}
