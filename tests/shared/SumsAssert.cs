namespace EmoVid.Realtime.Tests.Shared;

/// <summary>Compares exact sums and says which differ.</summary>
internal static class SumsAssert
{
    public static void Equal(AttributeSums expected, AttributeSums actual, string what = "")
    {
        if (!expected.ValueEquals(actual))
        {
            string difference = string.Join("; ", Numbers(expected).Zip(Numbers(actual)).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First} ≠ {pair.Second}").Take(8));
            Assert.Fail($"{what} {(difference.Length == 0 ? "ValueEquals looks at more than this comparison" : difference)}".TrimStart());
        }
    }

    /// <summary>Measures into sums of its own.</summary>
    public static AttributeSums Sums(this AttributeMeter meter, in FrameView frame, in MaskView mask = default)
    {
        var sums = new AttributeSums();
        meter.Measure(frame, mask, sums);
        return sums;
    }

    /// <summary>Measures into sums of its own.</summary>
    public static AttributeSums Sums(this AttributeMeter meter, in YuvFrameView frame, in MaskView mask = default)
    {
        var sums = new AttributeSums();
        meter.Measure(frame, mask, sums);
        return sums;
    }

    private static IEnumerable<string> Numbers(AttributeSums sums)
    {
        foreach (System.Reflection.PropertyInfo property in typeof(AttributeSums).GetProperties())
        {
            if (!property.PropertyType.IsByRefLike)
            {
                yield return $"{property.Name} {property.GetValue(sums)}";
            }
        }

        for (int i = 0; i < AttributeScale.LumaBins; i++)
        {
            yield return $"luma bin {i}: {sums.LumaHistogram[i]}";
        }

        for (int i = 0; i < AttributeScale.HueBins; i++)
        {
            yield return $"hue bin {i}: {sums.HueHistogram[i]}";
        }

        for (int i = 0; i < AttributeScale.GridSide * AttributeScale.GridSide; i++)
        {
            yield return $"cell {i}: {sums.GridCell(i % AttributeScale.GridSide, i / AttributeScale.GridSide)}";
        }
    }
}
