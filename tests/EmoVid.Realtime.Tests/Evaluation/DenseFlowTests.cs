namespace EmoVid.Realtime.Tests.Evaluation;

public class DenseFlowTests
{
    private const int Side = 64;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.5, -0.75)]
    [InlineData(-4, 3)]
    public void A_shift_of_a_texture_is_found(double shiftX, double shiftY)
    {
        (float[] x, float[] y) = DenseFlow.Estimate(Draw(0, 0), Draw(shiftX, shiftY), Side);
        double error = 0;
        int count = 0;
        for (int i = 0; i < Side * Side; i++)
        {
            if (i % Side is >= 12 and < Side - 12 && i / Side is >= 12 and < Side - 12)
            {
                error += Math.Sqrt(Math.Pow(x[i] - shiftX, 2) + Math.Pow(y[i] - shiftY, 2));
                count++;
            }
        }

        Assert.InRange(error / count, 0, 0.25);
    }

    [Fact]
    public void Colours_along_the_flow_differ_by_what_was_added()
    {
        // The same opaque texture, shifted; blue, which weighs little in what the flow follows, has 0.2 more.
        float[] still = Planes(0, 0, 0), frame = Planes(2, 1, 0.2f);
        Assert.InRange(IdentityMeter.ColorError(still, frame), 0.2 / 3 - 0.02, 0.2 / 3 + 0.03);
        // What comes from beyond the border cannot be matched: about a twentieth of the pixels.
        Assert.InRange(IdentityMeter.ColorError(still, Planes(2, 1, 0)), 0, 0.02);
    }

    /// <summary>target(p) = source(p + shift).</summary>
    private static float[] Draw(double shiftX, double shiftY) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => Texture(i % Side + shiftX, i / Side + shiftY))];

    private static float Texture(double x, double y) => (float)(0.5 + 0.2 * Math.Sin(x / 5.1 + 0.4 * Math.Sin(y / 7)) + 0.2 * Math.Cos(y / 5.7 + x / 11));

    private static float[] Planes(double shiftX, double shiftY, float blue)
    {
        float[] grey = Draw(shiftX, shiftY);
        return [.. grey, .. grey, .. grey.Select(v => Math.Min(1, v * 0.7f + blue)), .. Enumerable.Repeat(1f, grey.Length)];
    }
}
