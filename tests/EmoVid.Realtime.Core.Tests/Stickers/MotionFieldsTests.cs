namespace EmoVid.Realtime.Core.Tests.Stickers;

public class MotionFieldsTests
{
    [Fact]
    public void New_and_reset_fields_leave_the_still_unchanged()
    {
        var fields = new MotionFields(4, 6);
        fields.Warp.AsSpan().Fill(5);
        fields.Paint.AsSpan().Fill(5);
        fields.SetIdentity();
        Assert.Equal(new MotionFields(4, 6).Warp, fields.Warp);
        Assert.All(fields.Warp[..32], value => Assert.Equal(0, value));
        Assert.All(fields.Warp[32..], value => Assert.Equal(1, value));
        Assert.Equal(128, fields.Warp.Length);
        Assert.Equal(180, fields.Paint.Length);
        Assert.All(fields.Paint, value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_tint_is_the_last_three_channels_of_the_warp()
    {
        var fields = new MotionFields(4, 6);
        fields.Tint.Fill(3);
        Assert.Equal(48, fields.Tint.Length);
        Assert.All(fields.Warp[..80], value => Assert.NotEqual(3, value));
        Assert.All(fields.Warp[80..], value => Assert.Equal(3, value));
    }

    [Fact]
    public void Fields_too_small_for_the_spline_are_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => new MotionFields(3, 8));
}
