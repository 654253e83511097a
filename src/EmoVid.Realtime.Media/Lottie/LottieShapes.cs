using System.Text.Json;

namespace EmoVid.Realtime.Media;

/// <summary>Checks shapes: arrays that must match, and how much a few of them can make the renderer draw.</summary>
internal static class LottieShapes
{
    private const double MaxCopies = 256;
    private const double MaxPoints = 1000;

    /// <summary>How much larger than the first a repeater's last copy may be; a line of dashes that grows without end is drawn without end.</summary>
    private const double MaxGrowth = 1000;

    /// <summary>Shorter dashes cannot be seen, and a long line has millions of them.</summary>
    private const double MinDash = 0.5;

    /// <summary>Bounds of lists of shapes inside shapes.</summary>
    private const int MaxNesting = 32;

    /// <summary>Checks one object of any kind; objects inside it are checked by themselves.</summary>
    public static void CheckObject(MediaSource source, JsonElement element)
    {
        if (element.TryGetProperty("v", out JsonElement vertices) && vertices.ValueKind == JsonValueKind.Array && element.TryGetProperty("i", out JsonElement into) && element.TryGetProperty("o", out JsonElement outOf))
        {
            if (!IsPoints(vertices) || !IsPoints(into) || !IsPoints(outOf) || vertices.GetArrayLength() != into.GetArrayLength() || vertices.GetArrayLength() != outOf.GetArrayLength())
            {
                throw source.Broken("a path whose points and tangents do not match", "as many tangents as points");
            }
        }

        if (element.TryGetProperty("p", out JsonElement points) && points.ValueKind == JsonValueKind.Number && element.TryGetProperty("k", out JsonElement colors) && colors.ValueKind == JsonValueKind.Object)
        {
            CheckGradient(source, points.GetDouble(), colors);
        }

        if (LottieValues.Text(element, "ty") == "sr" && LottieValues.Values(element, "pt").Any(value => value > MaxPoints))
        {
            throw source.Broken("a star of too many points", $"at most {MaxPoints:0}");
        }

        double[] dashes = [.. LottieValues.List(element, "d").Where(entry => LottieValues.Text(entry, "n") is "d" or "g").Select(entry => LottieValues.Values(entry, "v").DefaultIfEmpty(0).Min())];
        if (dashes.Length > 0 && dashes.Sum() < MinDash)
        {
            throw source.Broken("dashes too short to be seen", $"at least {MinDash} pixels");
        }
    }

    /// <summary>How many shapes a list draws: a repeater draws all before it again and again.</summary>
    public static long Cost(MediaSource source, IEnumerable<JsonElement> shapes, int nesting)
    {
        if (nesting > MaxNesting)
        {
            throw source.Broken("groups that nest too deep", $"at most {MaxNesting} levels");
        }

        long cost = 0;
        foreach (JsonElement shape in shapes)
        {
            string? type = LottieValues.Text(shape, "ty");
            if (type == "rp")
            {
                double copies = LottieValues.Values(shape, "c").DefaultIfEmpty(1).Max();
                if (copies > MaxCopies)
                {
                    throw source.TooMuch($"a repeater of {copies:0} copies", $"at most {MaxCopies:0}", "simplify the animation");
                }

                double scale = shape.TryGetProperty("tr", out JsonElement transform) ? LottieValues.Values(transform, "s").Select(Math.Abs).DefaultIfEmpty(100).Max() / 100 : 1;
                if (Math.Pow(scale, copies) > MaxGrowth)
                {
                    throw source.TooMuch("a repeater whose copies outgrow the canvas", $"at most {MaxGrowth:0} times the first", "simplify the animation");
                }

                cost = Math.Min(int.MaxValue, cost * Math.Max(1, (long)Math.Ceiling(copies)));
            }

            cost = Math.Min(int.MaxValue, cost + (type == "gr" ? Cost(source, LottieValues.List(shape, "it"), nesting + 1) : 1));
        }

        return cost;
    }

    /// <summary>Four numbers a colour stop, then two an opacity stop; rlottie reads as many as "p" announces.</summary>
    private static void CheckGradient(MediaSource source, double points, JsonElement colors)
    {
        if (!colors.TryGetProperty("k", out JsonElement value) || value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        IEnumerable<JsonElement> lists = LottieValues.IsKeyFrames(value)
            ? value.EnumerateArray().SelectMany(frame => LottieValues.KeyFrameEnds.Where(name => frame.TryGetProperty(name, out _)).Select(name => frame.GetProperty(name)))
            : [value];
        foreach (JsonElement list in lists)
        {
            int length = list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) ? list.GetArrayLength() : -1;
            if (!(points >= 1 && points <= MaxPoints && Math.Floor(points) == points) || length < 4 * points || (length - 4 * (int)points) % 2 != 0)
            {
                throw source.Broken($"a gradient of {points} colours in {length} numbers", "four numbers a colour, then two an opacity");
            }
        }
    }

    private static bool IsPoints(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().All(point => point.ValueKind == JsonValueKind.Array && point.GetArrayLength() >= 2 && point.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number));
}
