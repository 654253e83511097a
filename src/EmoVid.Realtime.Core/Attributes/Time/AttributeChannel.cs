namespace EmoVid.Realtime;

/// <summary>One attribute by its name, as it stands in files: what a writer, a plot or a host's panel goes through.</summary>
/// <remarks>Immutable; any number of threads.</remarks>
public sealed class AttributeChannel
{
    private readonly Func<VisualAttributes, double> _read;

    private AttributeChannel(string name, AttributeSet set, Func<VisualAttributes, double> read, bool isAngle = false)
    {
        (Name, Set, IsAngle, _read) = (name, set, isAngle, read);
    }

    /// <summary>All attributes, in the order in which files hold them.</summary>
    public static IReadOnlyList<AttributeChannel> All { get; } =
    [
        new("brightness", AttributeSet.EmoVid, look => look.Brightness),
        new("colorfulness", AttributeSet.EmoVid, look => look.Colorfulness),
        new("hueDegrees", AttributeSet.EmoVid, look => look.HueDegrees, isAngle: true),
        new("hueResultantLength", AttributeSet.EmoVid, look => look.HueResultantLength),
        new("haslerSusstrunk", AttributeSet.HaslerSusstrunk, look => look.HaslerSusstrunk),
        new("warmCool", AttributeSet.HaslerSusstrunk, look => look.WarmCool),
        new("lumaMean", AttributeSet.Luma, look => look.LumaMean),
        new("lumaContrast", AttributeSet.Luma, look => look.LumaContrast),
        new("lumaP1", AttributeSet.LumaHistogram, look => look.LumaP1),
        new("lumaP5", AttributeSet.LumaHistogram, look => look.LumaP5),
        new("lumaP50", AttributeSet.LumaHistogram, look => look.LumaP50),
        new("lumaP95", AttributeSet.LumaHistogram, look => look.LumaP95),
        new("lumaP99", AttributeSet.LumaHistogram, look => look.LumaP99),
        new("weightedHueDegrees", AttributeSet.WeightedHue, look => look.WeightedHueDegrees, isAngle: true),
        new("weightedHueResultantLength", AttributeSet.WeightedHue, look => look.WeightedHueResultantLength),
        new("edgeDensity", AttributeSet.Edges, look => look.EdgeDensity),
        new("motionEnergy", AttributeSet.Motion, look => look.MotionEnergy),
        new("flicker", AttributeSet.Motion, look => look.Flicker),
        new("coverage", AttributeSet.None, look => look.Coverage),
    ];

    /// <summary>The name in files, e.g. <c>hueDegrees</c>.</summary>
    public string Name { get; }

    /// <summary>The set that measures it; <see cref="AttributeSet.None"/> where every set does.</summary>
    public AttributeSet Set { get; }

    /// <summary>Whether it is an angle in degrees, which has no least and no greatest value.</summary>
    public bool IsAngle { get; }

    /// <summary>The attributes that a set measures.</summary>
    public static IEnumerable<AttributeChannel> Of(AttributeSet set) => All.Where(channel => (channel.Set & ~set) == 0);

    /// <summary>The attribute of a look; NaN where it was not measured.</summary>
    public double Read(in VisualAttributes look) => _read(look);
}
