namespace EmoVid.Realtime;

/// <summary>What follows from a set.</summary>
internal static class AttributeSets
{
    /// <summary>The set with what its parts bring along: hue statistics share the sums of EmoVid's three, and a histogram of
    /// luma holds its mean and contrast.</summary>
    public static AttributeSet Complete(this AttributeSet set)
    {
        if ((set & (AttributeSet.WeightedHue | AttributeSet.HueHistogram | AttributeSet.Grid)) != 0)
        {
            set |= AttributeSet.EmoVid;
        }

        return (set & AttributeSet.LumaHistogram) != 0 ? set | AttributeSet.Luma : set;
    }

    /// <summary>Whether a set asks for something.</summary>
    public static bool Has(this AttributeSet set, AttributeSet part) => (set & part) != 0;

    /// <summary>Whether the plane of luma over black is looked at.</summary>
    public static bool NeedsLumaPlane(this AttributeSet set) => set.Has(AttributeSet.Motion | AttributeSet.Edges);
}
