using System.Text.Json;
using EmoVid.Realtime.Core.Tests.Grading;

namespace EmoVid.Realtime.Core.Tests.Moods;

/// <summary>The eight moods that come with the SDK: what the issue asks of them, on real and drawn scenes.</summary>
public class EightMoodsTests
{
    public static TheoryData<Emotion> Emotions => [.. Enum.GetValues<Emotion>()];

    [Fact]
    public void They_bear_the_emotions_names() => Assert.Equal(EmotionNames.All, MoodLibrary.BuiltIn.Moods.Select(mood => mood.Name));

    [Theory]
    [MemberData(nameof(Emotions))]
    public void Every_number_has_its_reason_and_source(Emotion emotion)
    {
        string file = Path.Combine(CommittedFiles.Root, "moods", $"{EmotionNames.Get(emotion)}.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        JsonProperty[] parameters = [.. document.RootElement.GetProperty("grade").EnumerateObject()];
        Assert.True(parameters.Length >= 4);
        Assert.All(parameters, parameter =>
        {
            Assert.True(parameter.Value.GetProperty("reason").GetString()!.Length > 15, parameter.Name);
            Assert.True(parameter.Value.GetProperty("source").GetString()!.Length > 10, parameter.Name);
        });
        Assert.True(document.RootElement.GetProperty("summary").GetString()!.Length > 10);
    }

    [Theory]
    [MemberData(nameof(Emotions))]
    public void Brightness_and_colorfulness_have_the_signs_of_the_literature(Emotion emotion)
    {
        // Valdez & Mehrabian 1994, inverted: S = 0.643 P + 1.431 A. Brightness follows pleasure; its arousal term is contested.
        ValenceArousal point = Circumplex.PointOf(emotion);
        MoodGrade grade = MoodLibrary.BuiltIn.Grade(EmotionMix.Of(emotion));
        Assert.Equal(MathF.Sign(point.Valence), MathF.Sign(grade.Brightness));
        Assert.Equal(MathF.Sign(0.643f * point.Valence + 1.431f * point.Arousal), MathF.Sign(grade.Colorfulness));
    }

    [Theory]
    [MemberData(nameof(Emotions))]
    public void On_all_hues_together_a_mood_alone_shifts_as_its_numbers_say(Emotion emotion)
    {
        (float, float, float)[] scene = MoodScenes.AllHues();
        MoodGrade grade = MoodLibrary.BuiltIn.Grade(EmotionMix.Of(emotion));
        (double value, double saturation) = MeanHsv(Codes(scene));
        (double gradedValue, double gradedSaturation) = MeanHsv(MoodScenes.Graded(scene, Baked(emotion)));
        Assert.Equal(MathF.Sign(grade.Brightness), Math.Sign(gradedValue - value));

        // A tint is colour itself: disgust's yellow outweighs what it drains.
        Assert.Equal(emotion == Emotion.Disgust ? 1 : MathF.Sign(grade.Colorfulness), Math.Sign(gradedSaturation - saturation));
    }

    [Theory]
    [MemberData(nameof(Emotions))]
    public void A_mood_is_plainly_visible(Emotion emotion)
    {
        GradeLut lut = Baked(emotion);
        foreach ((float, float, float)[] scene in new[] { MoodScenes.City(), MoodScenes.Daylight() })
        {
            Assert.InRange(MeanDifference(Labs(Codes(scene)), Labs(MoodScenes.Graded(scene, lut))), 6, 25);
        }
    }

    [Fact]
    public void Any_two_moods_differ()
    {
        foreach ((float, float, float)[] scene in new[] { MoodScenes.City(), MoodScenes.Daylight() })
        {
            (double, double, double)[][] graded = [.. Enum.GetValues<Emotion>().Select(emotion => Labs(MoodScenes.Graded(scene, Baked(emotion))))];
            for (int one = 0; one < graded.Length; one++)
            {
                for (int other = one + 1; other < graded.Length; other++)
                {
                    double difference = MeanDifference(graded[one], graded[other]);
                    Assert.True(difference >= 4, $"{(Emotion)one} and {(Emotion)other} differ by {difference}.");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Emotions))]
    public void Nothing_is_crushed_or_clipped(Emotion emotion)
    {
        GradeLut lut = Baked(emotion);
        foreach ((float, float, float)[] scene in new[] { MoodScenes.City(), MoodScenes.Daylight() })
        {
            (int Red, int Green, int Blue)[] before = Codes(scene), after = MoodScenes.Graded(scene, lut);
            int clipped = 0, crushed = 0, black = 0, white = 0;
            for (int i = 0; i < before.Length; i++)
            {
                clipped += !Has(before[i], 255) && Has(after[i], 255) ? 1 : 0;
                crushed += !Has(before[i], 0) && Has(after[i], 0) ? 1 : 0;
                black += before[i] != (0, 0, 0) && after[i] == (0, 0, 0) ? 1 : 0;
                white += before[i] != (255, 255, 255) && after[i] == (255, 255, 255) ? 1 : 0;
            }

            // Shares of pixels of which one channel newly reaches an end; the worst is fear, whose cold takes the last red out of a navy sky.
            Assert.InRange(clipped / (double)before.Length, 0, 0.03);
            Assert.InRange(crushed / (double)before.Length, 0, emotion == Emotion.Fear ? 0.08 : 0.01);
            Assert.InRange(black / (double)before.Length, 0, 0.002);
            Assert.InRange(white / (double)before.Length, 0, 0.002);
        }

        static bool Has((int Red, int Green, int Blue) pixel, int code) => pixel.Red == code || pixel.Green == code || pixel.Blue == code;
    }

    [Theory]
    [MemberData(nameof(Emotions))]
    public void No_face_turns_green(Emotion emotion)
    {
        // The ColorChecker's dark and light skin, and a darker and a paler one.
        (float, float, float)[] skins = [(115 / 255f, 82 / 255f, 68 / 255f), (194 / 255f, 150 / 255f, 130 / 255f), (70 / 255f, 45 / 255f, 36 / 255f), (236 / 255f, 205 / 255f, 185 / 255f)];
        foreach (float strength in new[] { 0.25f, 0.5f, 1f })
        {
            GradeLut lut = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(emotion, 1f, strength)));
            Assert.All(MoodScenes.Graded(skins, lut), skin => Assert.True(skin.Red >= skin.Green && skin.Red >= skin.Blue, $"{emotion} at {strength} makes a face {skin}."));
        }
    }

    [Theory]
    [MemberData(nameof(Emotions))]
    public void More_of_a_mood_is_more_change(Emotion emotion)
    {
        (float, float, float)[] scene = MoodScenes.Daylight();
        (double, double, double)[] original = Labs(Codes(scene));
        double before = -1;
        for (int step = 0; step <= 8; step++)
        {
            GradeLut lut = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(emotion).WithIntensity(step / 8f)));
            double difference = MeanDifference(original, Labs(MoodScenes.Graded(scene, lut)));
            Assert.True(difference > before, $"Intensity {step / 8f} of {emotion} changes {difference}, the one before {before}.");
            before = difference;
        }
    }

    [Fact]
    public void The_neutral_mix_is_the_exact_identity()
    {
        Assert.True(MoodLibrary.BuiltIn.Grade(EmotionMix.Neutral).IsNeutral);
        Assert.True(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(Emotion.Anger).WithIntensity(0f)).IsNeutral);
        Assert.True(GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Neutral)).IsIdentity);
    }

    [Fact]
    public void The_way_between_any_two_moods_is_smooth()
    {
        const int Steps = 20;
        (float, float, float)[] scene = [.. MoodScenes.City().Where((_, i) => i % 40 == 0)];
        foreach (Emotion from in Enum.GetValues<Emotion>())
        {
            EmotionMix begin = EmotionMix.Of(from), end = EmotionMix.Of((Emotion)(((int)from + 3) % 8));
            (double, double, double)[] before = Labs(MoodScenes.Graded(scene, GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(begin)))), first = before;
            (double, double, double)[] last = Labs(MoodScenes.Graded(scene, GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(end))));
            double whole = MeanDifference(first, last);
            for (int step = 1; step <= Steps; step++)
            {
                GradeLut lut = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Lerp(begin, end, step / (float)Steps)));
                (double, double, double)[] here = Labs(MoodScenes.Graded(scene, lut));
                Assert.InRange(MeanDifference(before, here), 0, 2.5 * whole / Steps);
                before = here;
            }
        }
    }

    [Fact]
    public void A_mix_is_the_weighted_sum_times_the_intensity()
    {
        MoodGrade mix = MoodLibrary.BuiltIn.Grade(EmotionMix.Parse("sadness:0.5,anger:0.25", 0.5f));
        MoodGrade expected = (MoodLibrary.BuiltIn.Find("sadness")!.Grade * 0.25f) + (MoodLibrary.BuiltIn.Find("Anger")!.Grade * 0.125f);
        Assert.Equal(expected.Brightness, mix.Brightness, 1e-6f);
        Assert.Equal(expected.Tint.B, mix.Tint.B, 1e-6f);
        Assert.Equal(expected.Contrast, mix.Contrast, 1e-6f);
    }

    [Fact]
    public void Composing_a_mix_allocates_nothing()
    {
        var recipe = new GradeRecipe();
        EmotionMix mix = EmotionMix.Parse("sadness:0.5,anger:0.25");
        Allocations.AssertNone(() =>
        {
            MoodLibrary.BuiltIn.Compose(mix, recipe);
            MoodLibrary.BuiltIn.Grade(mix);
        });
        Assert.Equal(MoodLibrary.BuiltIn.Grade(mix), recipe.Grade);
    }

    [Theory]
    [MemberData(nameof(Emotions))]
    public void The_table_is_no_steeper_near_neutral_than_sRGB_itself(Emotion emotion)
    {
        // The worst are corners of the cube, where a channel leaves 0: there the encoding is 12.92 times steeper than light.
        MoodGrade grade = MoodLibrary.BuiltIn.Grade(EmotionMix.Of(emotion));
        short[] before = GradeLut.Identity.Entries.ToArray();
        float reached = 0;
        foreach (float strength in new[] { 0.001f, 0.003f, 0.01f, 0.03f, 0.1f, 0.2f, 0.4f, 0.6f, 0.8f, 1f })
        {
            short[] table = GradeLutBaker.Bake(grade.Scale(strength)).Entries.ToArray();
            double largest = table.Zip(before, (now, then) => Math.Abs(now - then)).Max() / (double)GradeLut.One;
            Assert.InRange(largest / (strength - reached), 0.1, 5);
            (before, reached) = (table, strength);
        }
    }

    private static GradeLut Baked(Emotion emotion) => GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(emotion)));

    private static (int Red, int Green, int Blue)[] Codes((float Red, float Green, float Blue)[] scene) => MoodScenes.Graded(scene, GradeLut.Identity);

    private static (double, double, double)[] Labs((int Red, int Green, int Blue)[] codes) =>
        Array.ConvertAll(codes, code => Ciede2000.Lab(code.Red / 255.0, code.Green / 255.0, code.Blue / 255.0));

    private static (double Value, double Saturation) MeanHsv((int Red, int Green, int Blue)[] codes) => (
        codes.Average(code => Most(code) / 255.0),
        codes.Average(code => Most(code) == 0 ? 0 : 1 - Math.Min(code.Red, Math.Min(code.Green, code.Blue)) / (double)Most(code)));

    private static int Most((int Red, int Green, int Blue) code) => Math.Max(code.Red, Math.Max(code.Green, code.Blue));

    private static double MeanDifference((double, double, double)[] one, (double, double, double)[] other) =>
        one.Zip(other, Ciede2000.Difference).Average();
}
