namespace EmoVid.Realtime.Generation.Tests;

public class MotionLoopTests
{
    private static readonly float[] Codes = [0, 10, 1, 20, 4, 30, 2, 5, 7, 0];

    [Fact]
    public void The_curve_passes_through_every_code()
    {
        var loop = new MotionLoop(Codes, 2, 2.5);
        for (int frame = 0; frame < 5; frame++)
        {
            float[] code = At(loop, frame * 0.5);
            Assert.Equal(loop[frame].ToArray(), code);
            Assert.Equal(Codes[2 * frame], code[0]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(2.4)]
    public void Time_goes_round(double seconds)
    {
        var loop = new MotionLoop(Codes, 2, 2.5);
        float[] here = At(loop, seconds);
        foreach (int rounds in new[] { -3, -1, 1, 2, 40 })
        {
            float[] there = At(loop, seconds + rounds * 2.5);
            Assert.Equal(here[0], there[0], 1e-4f);
            Assert.Equal(here[1], there[1], 1e-4f);
        }
    }

    [Fact]
    public void The_end_is_the_start_to_the_bit()
    {
        var loop = new MotionLoop(Codes, 2, 2.5);
        Assert.Equal(At(loop, 0), At(loop, 2.5));
    }

    [Fact]
    public void Speed_is_continuous_everywhere_also_over_the_seam()
    {
        var loop = new MotionLoop(Codes, 2, 2.5);
        const double step = 1e-3;
        double before = At(loop, -step)[1] - (double)At(loop, -2 * step)[1];
        for (double t = -step; t < 2.6; t += step)
        {
            double speed = At(loop, t + step)[1] - (double)At(loop, t)[1];
            // The curve's second derivative stays below 5 · 30 per frame², half a second each.
            Assert.Equal(before, speed, 150 * 4 * step * step);
            before = speed;
        }
    }

    [Fact]
    public void A_straight_line_stays_straight_between_codes()
    {
        float[] destination = new float[1];
        CodeCurve.Evaluate([1], [2], [3], [4], 0.25f, destination);
        Assert.Equal(2.25f, destination[0], 1e-6f);
    }

    [Fact]
    public void Frames_out_of_range_are_refused()
    {
        var loop = new MotionLoop(Codes, 2, 2.5);
        Assert.Equal(5, loop.Frames);
        Assert.Throws<ArgumentOutOfRangeException>(() => loop[5].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => loop[-1].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.Evaluate(0, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>("seconds", () => loop.Evaluate(double.NaN, new float[2]));
    }

    private static float[] At(MotionLoop loop, double seconds)
    {
        float[] code = new float[2];
        loop.Evaluate(seconds, code);
        return code;
    }
}
