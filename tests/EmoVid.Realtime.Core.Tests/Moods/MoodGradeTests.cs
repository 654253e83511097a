using EmoVid.Realtime.Core.Tests.Grading;

namespace EmoVid.Realtime.Core.Tests.Moods;

public class MoodGradeTests
{
    [Fact]
    public void The_default_value_is_neutral() => Assert.True(default(MoodGrade).IsNeutral && MoodGrade.Neutral == default);

    [Fact]
    public void A_blend_is_the_weighted_sum_of_every_parameter()
    {
        MoodGrade blend = MoodGrade.Blend([SampleGrades.Cold, SampleGrades.Hot], [0.25f, 0.5f]);
        Assert.Equal(0.25f * -0.09f + 0.5f * 0.08f, blend.Brightness, 1e-6f);
        Assert.Equal(0.25f * -0.35f + 0.5f * 0.5f, blend.Colorfulness, 1e-6f);
        Assert.Equal(0.25f * 4f - 0.5f * 5f, blend.HueRotationDegrees, 1e-6f);
        Assert.Equal(0.25f * -0.1f + 0.5f * 0.3f, blend.Contrast, 1e-6f);
        Assert.Equal(0.25f * -0.5f + 0.5f * 0.8f, blend.WarmCool, 1e-6f);
        Assert.Equal(0.25f * SampleGrades.Cold.Tint.A + 0.5f * SampleGrades.Hot.Tint.A, blend.Tint.A, 1e-6f);
        Assert.Equal(0.25f * SampleGrades.Cold.Shadows.B + 0.5f * SampleGrades.Hot.Shadows.B, blend.Shadows.B, 1e-6f);
        Assert.Equal(0.25f * SampleGrades.Cold.Highlights.A + 0.5f * SampleGrades.Hot.Highlights.A, blend.Highlights.A, 1e-6f);
    }

    [Fact]
    public void Without_weight_a_blend_is_neutral()
    {
        Assert.True(MoodGrade.Blend([SampleGrades.Cold, SampleGrades.Hot], [0f, 0f]).IsNeutral);
        Assert.True(MoodGrade.Blend([], []).IsNeutral);
        Assert.True(SampleGrades.Hot.Scale(0f).IsNeutral);
        Assert.Throws<ArgumentException>(() => MoodGrade.Blend([SampleGrades.Cold], [0.5f, 0.5f]));
    }

    [Fact]
    public void Clamping_leads_into_range_and_leaves_what_is_inside()
    {
        Assert.Equal(SampleGrades.Hot, SampleGrades.Hot.Clamp());
        MoodGrade far = (SampleGrades.Hot * 100f).Clamp();
        far.ThrowIfOutOfRange("grade");
        Assert.Equal(MoodGrade.MaxBrightness, far.Brightness);
        Assert.Equal(MoodGrade.MaxTint, far.Shadows.Amount, 1e-5f);
        Assert.Equal(320f, far.Shadows.HueDegrees, 1e-3f);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(29f)]
    [InlineData(180f)]
    [InlineData(264f)]
    [InlineData(359f)]
    public void A_tint_keeps_its_hue_and_length(float hue)
    {
        OkTint tint = OkTint.Towards(hue, 0.05f);
        Assert.Equal(0.05f, tint.Amount, 1e-6f);
        Assert.Equal(hue, tint.HueDegrees, 1e-2f);
    }
}
