using System.Globalization;

namespace EmoVid.Realtime.Benchmarks.Peers;

/// <summary>Compares a peer's result with ours before it is timed, so that nobody is timed at other work.</summary>
internal static class PeerCheck
{
    /// <summary>Every sum and every bin is the same integer.</summary>
    public static void Equal(string peer, AttributeSums ours, in PeerSums theirs)
    {
        (string Name, long Ours, long Theirs)[] sums =
        [
            ("pixels", ours.PixelCount * 255, theirs.Pixels), ("value", ours.Value, theirs.Value), ("saturation", ours.Saturation, theirs.Saturation),
            ("cosine", ours.HueCos, theirs.HueCos), ("sine", ours.HueSin, theirs.HueSin), ("R-G", ours.RedGreen, theirs.RedGreen),
            ("R+G-2B", ours.YellowBlue2, theirs.YellowBlue2), ("(R-G) squared", ours.RedGreenSquared, theirs.RedGreenSquared),
            ("(R+G-2B) squared", ours.YellowBlue2Squared, theirs.YellowBlue2Squared), ("luma", ours.Luma, theirs.Luma), ("luma squared", ours.LumaSquared, theirs.LumaSquared),
        ];
        foreach ((string name, long a, long b) in sums)
        {
            Require(a == 255 * b, peer, name, a / 255.0, b);
        }

        for (int bin = 0; bin < 256; bin++)
        {
            Require(ours.LumaHistogram[bin] == 255 * theirs.LumaHistogram[bin], peer, $"luma bin {bin}", ours.LumaHistogram[bin] / 255.0, theirs.LumaHistogram[bin]);
        }
    }

    /// <summary>Equal within what 8-bit steps allow: saturation and luma of 1/255, hue of two degrees. Stated in RESULTS.md.</summary>
    public static void Close(string peer, AttributeSums ours, in PeerMeans theirs)
    {
        VisualAttributes attributes = VisualAttributes.FromSums(ours);
        double scale = (double)AttributeScale.HueVectorOne * ours.Weight;
        Near(peer, "brightness", attributes.Brightness, theirs.Brightness, 1e-6);
        Near(peer, "colorfulness", attributes.Colorfulness, theirs.Colorfulness, 5e-4);
        Near(peer, "hue's cosine", ours.HueCos / scale, theirs.HueX, 2e-3);
        Near(peer, "hue's sine", ours.HueSin / scale, theirs.HueY, 2e-3);
        Near(peer, "Hasler-Süsstrunk", attributes.HaslerSusstrunk, theirs.HaslerSusstrunk, 1e-3);
        Near(peer, "luma mean", attributes.LumaMean, theirs.LumaMean, 2e-3);
        Near(peer, "luma contrast", attributes.LumaContrast, theirs.LumaContrast, 2e-3);
        Span<long> bins = stackalloc long[64];
        ours.CopyLumaHistogram(bins);
        double moved = 0;
        for (int bin = 0; bin < bins.Length; bin++)
        {
            moved += Math.Abs(bins[bin] / 255.0 - theirs.LumaHistogram[bin]) / 2;
        }

        // Another rounding of luma moves a pixel to the neighbouring bin.
        Near(peer, "share of pixels in another luma bin", 0, moved / ours.PixelCount, 0.05);
    }

    private static void Near(string peer, string what, double ours, double theirs, double tolerance) =>
        Require(Math.Abs(ours - theirs) <= tolerance, peer, what, ours, theirs);

    private static void Require(bool holds, string peer, string what, double ours, double theirs)
    {
        if (!holds)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{peer} does other work: its {what} is {theirs}, ours {ours}."));
        }
    }
}
