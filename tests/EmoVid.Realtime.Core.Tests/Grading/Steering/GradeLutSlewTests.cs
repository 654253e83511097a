namespace EmoVid.Realtime.Core.Tests.Grading.Steering;

public class GradeLutSlewTests
{
    [Theory]
    [InlineData(0.5, 60)]
    [InlineData(0.5, 24)]
    [InlineData(2, 144)]
    [InlineData(0.05, 30)]
    public void No_entry_moves_faster_than_the_bound(double bound, int framesPerSecond)
    {
        var slew = new GradeLutSlew(bound);
        var random = new Random(2);
        GradeLut wanted = GradeLut.Identity;
        short[] last = [];
        bool moved = false;
        for (int n = 0; n < 2 * framesPerSecond; n++)
        {
            // A cut or a new mood every now and then, and steps of time that differ.
            wanted = n % 20 == 0 ? GradeLutBaker.Bake(MoodLibrary.BuiltIn.Moods[random.Next(8)].Grade) : wanted;
            TimeSpan elapsed = TimeSpan.FromSeconds((0.5 + random.NextDouble()) / framesPerSecond);
            slew.Advance(wanted, elapsed);
            short[] now = slew.Current.Entries.ToArray();
            int largest = last.Length == 0 ? 0 : now.Zip(last, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(largest <= bound * elapsed.TotalSeconds * GradeLut.One, $"Frame {n} moved by {largest} of {GradeLut.One} in {elapsed.TotalSeconds} s.");
            Assert.Equal((double)largest / GradeLut.One, slew.LastChange, 12);
            moved |= largest > 0;
            last = now;
        }

        Assert.True(moved);
    }

    [Fact]
    public void It_arrives_and_then_the_entries_are_equal()
    {
        var slew = new GradeLutSlew();
        GradeLut fear = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Find("fear")!.Grade);
        Assert.True(slew.Advance(GradeLut.Identity, TimeSpan.Zero));
        Assert.True(slew.Current.IsIdentity);
        int steps = 0;
        while (!slew.Advance(fear, TimeSpan.FromMilliseconds(20)))
        {
            Assert.InRange(++steps, 1, 200);
        }

        Assert.Equal(fear.Entries.ToArray(), slew.Current.Entries.ToArray());
        long version = slew.Current.Version;
        Assert.True(slew.Advance(fear, TimeSpan.FromSeconds(1)));
        Assert.Equal(version, slew.Current.Version);
        Assert.Equal(0, slew.LastChange);
    }

    [Fact]
    public void No_time_moves_nothing()
    {
        var slew = new GradeLutSlew();
        slew.Advance(GradeLut.Identity, TimeSpan.Zero);
        GradeLut fear = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Find("fear")!.Grade);
        Assert.False(slew.Advance(fear, TimeSpan.Zero));
        Assert.False(slew.Advance(fear, TimeSpan.FromSeconds(-1)));
        Assert.True(slew.Current.IsIdentity);
    }

    [Fact]
    public void Moving_allocates_nothing()
    {
        var slew = new GradeLutSlew(0.01);
        slew.Advance(GradeLut.Identity, TimeSpan.Zero);
        GradeLut fear = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Find("fear")!.Grade);
        Allocations.AssertNone(() => slew.Advance(fear, TimeSpan.FromMilliseconds(16)));
        Assert.False(slew.Current.IsIdentity);
    }

    [Fact]
    public void Bounds_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradeLutSlew(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradeLutSlew(double.NaN));
    }
}
