namespace EmoVid.Realtime.Tests.Evaluation;

public class SilhouetteRegistrationTests
{
    private const int Side = 96;

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(1, 0, 9, -6)]
    [InlineData(0.75, 0.5, -4, 7)]
    [InlineData(1.2, -0.4, 3, 3)]
    public void A_similarity_is_undone(double scale, double turn, double shiftX, double shiftY)
    {
        // A triangle, which no turn maps onto itself by accident, under a similarity.
        var registration = new SilhouetteRegistration(Draw(Triangle), Side);
        float[] moved = Draw((x, y) =>
        {
            double u = (x - Side / 2.0 - shiftX) / scale, v = (y - Side / 2.0 - shiftY) / scale;
            return Triangle(Side / 2.0 + Math.Cos(turn) * u + Math.Sin(turn) * v, Side / 2.0 - Math.Sin(turn) * u + Math.Cos(turn) * v);
        });
        Assert.InRange(registration.Overlap(moved), 0.95, 1);
    }

    [Fact]
    public void A_stretch_is_not_undone_and_costs_what_a_search_says()
    {
        // A disc against an ellipse of axes 1 : 0.5: concentric, the best disc of radius r between them, found by search over r in closed form.
        var registration = new SilhouetteRegistration(Draw((x, y) => Ellipse(x, y, 24, 24)), Side);
        double overlap = registration.Overlap(Draw((x, y) => Ellipse(x, y, 30, 15)));
        double best = Enumerable.Range(140, 200).Max(r => Analytic(r / 10.0));
        Assert.InRange(overlap, best - 0.06, best + 0.02);
        Assert.InRange(overlap, 0.5, 0.8);

        // Area of intersection by strips, which shares nothing with rasters.
        static double Analytic(double r)
        {
            double both = 0, step = 0.01;
            for (double x = -30; x < 30; x += step)
            {
                double ellipse = 15 * Math.Sqrt(Math.Max(0, 1 - x * x / 900)), disc = Math.Sqrt(Math.Max(0, r * r - x * x));
                both += 2 * Math.Min(ellipse, disc) * step;
            }

            return both / (Math.PI * 30 * 15 + Math.PI * r * r - both);
        }
    }

    [Fact]
    public void Nothing_overlaps_nothing() => Assert.Equal(0, new SilhouetteRegistration(new float[Side * Side], Side).Overlap(new float[Side * Side]));

    private static bool Triangle(double x, double y) => y < 70 && y > 30 && Math.Abs(x - 44) < (y - 30) * 0.6;

    private static bool Ellipse(double x, double y, double a, double b) => Math.Pow((x - Side / 2.0) / a, 2) + Math.Pow((y - Side / 2.0) / b, 2) < 1;

    /// <summary>Coverage of each pixel by 4 × 4 points.</summary>
    private static float[] Draw(Func<double, double, bool> inside)
    {
        var alpha = new float[Side * Side];
        for (int i = 0; i < alpha.Length; i++)
        {
            for (int k = 0; k < 16; k++)
            {
                alpha[i] += inside(i % Side - 0.5 + (k % 4 + 0.5) / 4, i / Side - 0.5 + (k / 4 + 0.5) / 4) ? 1 / 16f : 0;
            }
        }

        return alpha;
    }
}
