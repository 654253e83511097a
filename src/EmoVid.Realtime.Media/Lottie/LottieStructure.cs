using System.Text.Json;

namespace EmoVid.Realtime.Media;

/// <summary>Checks a Lottie animation (lottie-spec 1.0) before rlottie sees it. rlottie trusts its input: it follows parents and compositions
/// in circles until the stack ends, reads behind short arrays, opens the files that an image names, and draws a repeater's copies
/// however many they are. What would make it do so is refused here.</summary>
internal sealed class LottieStructure
{
    /// <summary>JSON levels: After Effects' deepest groups take some 40.</summary>
    private const int MaxDepth = 96;

    /// <summary>Values of all kinds in the file.</summary>
    private const int MaxValues = 1_000_000;

    /// <summary>Coordinates beyond this have no place on a canvas of a few thousand pixels, and overflow the rasteriser's 26.6 integers.</summary>
    private const double MaxNumber = 1e6;

    private const double MaxFrameRate = 240;

    private readonly MediaSource _source;
    private int _values;

    private LottieStructure(MediaSource source) => _source = source;

    /// <summary>Checks everything.</summary>
    /// <returns>What the header says.</returns>
    /// <exception cref="MediaFormatException">The file is damaged or holds what is not drawn.</exception>
    /// <exception cref="MediaLimitException">It asks for too much.</exception>
    public static LottieHeader Check(MediaSource source, ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return new LottieStructure(source).CheckRoot(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw source.Broken($"JSON that is damaged or too deep ({exception.Message.Split('\n')[0].TrimEnd('.')})", $"sound JSON of at most {MaxDepth} levels", exception);
        }
    }

    private LottieHeader CheckRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("layers", out JsonElement layers) || layers.ValueKind != JsonValueKind.Array || layers.GetArrayLength() == 0)
        {
            throw _source.Broken("JSON without layers", "a Lottie animation");
        }

        double width = LottieValues.Number(root, "w"), height = LottieValues.Number(root, "h"), rate = LottieValues.Number(root, "fr");
        double first = LottieValues.Number(root, "ip"), end = LottieValues.Number(root, "op");
        if (!(width >= 1 && height >= 1 && width <= int.MaxValue && height <= int.MaxValue && rate > 0 && rate <= MaxFrameRate && end > first))
        {
            throw _source.Broken($"an animation of {width}×{height} at {rate} frames a second from {first} to {end}", $"a size, a rate up to {MaxFrameRate} and an end behind its beginning");
        }

        _source.CheckSize((long)width, (long)height);
        _source.CheckFrames((long)Math.Min(long.MaxValue / 2, Math.Ceiling(end - first)));
        Walk(root);
        var compositions = new LottieCompositions(_source);
        compositions.Check(root);
        return new LottieHeader((int)width, (int)height, rate);
    }

    /// <summary>Everything that any value anywhere must keep.</summary>
    private void Walk(JsonElement element)
    {
        if (++_values > MaxValues)
        {
            throw _source.TooMuch($"more than {MaxValues} values", $"at most {MaxValues}", "simplify the animation");
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Number when !(Math.Abs(element.GetDouble()) <= MaxNumber):
                throw _source.Broken("a number beyond all coordinates", $"numbers up to {MaxNumber:0}");
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Walk(item);
                }

                break;
            case JsonValueKind.Object:
                LottieShapes.CheckObject(_source, element);
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Walk(property.Value);
                }

                break;
        }
    }
}
