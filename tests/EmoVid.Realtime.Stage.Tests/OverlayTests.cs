using System.Numerics;

namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>What is laid out by numbers: text, percentiles, places and the pad.</summary>
public sealed class OverlayTests
{
    private static readonly FontAtlas Atlas = FontAtlas.Load();

    [Fact]
    public void Text_is_set_on_whole_pixels_and_measured_as_it_is_drawn()
    {
        var text = new TextPainter(Atlas, 1);
        var batch = new QuadBatch();
        text.Begin(batch, default);
        text.Draw(text.Heading, "Stage", 10.3f, 20.7f, Vector4.One);
        Assert.Equal(5, batch.Quads.Length);
        foreach (Quad quad in batch.Quads)
        {
            Assert.Equal(MathF.Round(quad.Rect.X), quad.Rect.X);
            Assert.Equal(MathF.Round(quad.Rect.Y), quad.Rect.Y);
        }

        float width = TextPainter.Measure(text.Heading, "Stage");
        Assert.InRange(batch.Quads[4].Rect.X + batch.Quads[4].Rect.Z, 10 + width * 0.85f, 12 + width);
    }

    [Fact]
    public void Setting_changing_text_allocates_nothing()
    {
        var text = new TextPainter(Atlas, 1);
        var batch = new QuadBatch();
        text.Begin(batch, default);
        double value = 1;
        Allocations.AssertNone(() =>
        {
            batch.Clear();
            value += 0.37;
            text.Draw(text.Normal, 0, 0, Vector4.One, 0, $"{value:0.00} ms of {12}");
        });
        Assert.True(batch.Quads.Length > 8);
    }

    [Fact]
    public void A_batch_that_is_full_draws_what_fits()
    {
        var batch = new QuadBatch();
        for (int i = 0; i < QuadBatch.PassCapacity + 10; i++)
        {
            batch.Box(0, 0, 1, 1, 0, Vector4.One);
        }

        Assert.Equal(QuadBatch.PassCapacity, batch.Quads.Length);
        Assert.Equal(QuadBatch.PassCapacity, batch.Runs[0].Count);
    }

    [Fact]
    public void Percentiles_are_by_nearest_rank()
    {
        var times = new FrameTimes();
        Assert.Equal((0f, 0f), times.Percentiles());
        for (int i = 1; i <= 200; i++)
        {
            times.Add(i);
        }

        Assert.Equal((100f, 198f), times.Percentiles());
        for (int i = 0; i < FrameTimes.Capacity; i++)
        {
            times.Add(7);
        }

        Assert.Equal((7f, 7f), times.Percentiles());
        Assert.Equal(FrameTimes.Capacity, times.Count);
    }

    [Fact]
    public void The_pad_s_middle_is_neutral_and_its_corners_are_the_extremes()
    {
        (float x, float y, float side) = EmotionPad.Bounds(1280, 720, 1);
        Assert.Equal(new ValenceArousal(0, 0), EmotionPad.PointAt(x + side / 2, y + side / 2, 1280, 720, 1));
        Assert.Equal(new ValenceArousal(1, 1), EmotionPad.PointAt(x + side, y, 1280, 720, 1));
        Assert.Null(EmotionPad.PointAt(x - 1, y, 1280, 720, 1));
    }
}
