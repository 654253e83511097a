using System.Text.Json;

namespace EmoVid.Realtime.Media;

/// <summary>Checks how layers hang together: parents, compositions inside compositions, and how much all that draws.</summary>
internal sealed class LottieCompositions(MediaSource source)
{
    /// <summary>Layers that are drawn, counted as often as they are.</summary>
    private const long MaxLayers = 4096;

    /// <summary>Shapes that are drawn, copies and repeated compositions counted.</summary>
    private const long MaxShapes = 100_000;

    private const int MaxNesting = 24;

    private readonly Dictionary<string, JsonElement> _assets = [];
    private readonly Dictionary<string, (long Layers, long Shapes)> _costs = [];

    /// <summary>Checks the whole animation.</summary>
    public void Check(JsonElement root)
    {
        foreach (JsonElement asset in LottieValues.List(root, "assets"))
        {
            if (LottieValues.Text(asset, "p") is not null)
            {
                throw source.Unsupported("an image in a Lottie", "shapes alone: images name files or hide other formats", "draw it as shapes");
            }

            if (LottieValues.Text(asset, "id") is { } id && !_assets.TryAdd(id, asset))
            {
                throw source.Broken("two assets of one name", "a name for each");
            }
        }

        Cost(root, 0);
        foreach (string id in _assets.Keys)
        {
            AssetCost(id, 0);
        }
    }

    private (long Layers, long Shapes) Cost(JsonElement composition, int nesting)
    {
        if (nesting > MaxNesting)
        {
            throw source.Broken("compositions that contain themselves or nest too deep", $"at most {MaxNesting} levels");
        }

        JsonElement[] layers = [.. LottieValues.List(composition, "layers")];
        CheckParents(layers);
        long count = 0, shapes = 0;
        foreach (JsonElement layer in layers)
        {
            count++;
            shapes += LottieShapes.Cost(source, LottieValues.List(layer, "shapes"), 0);
            if (LottieValues.Text(layer, "refId") is { } reference)
            {
                (long moreLayers, long moreShapes) = AssetCost(reference, nesting + 1);
                (count, shapes) = (count + moreLayers, shapes + moreShapes);
            }

            if (count > MaxLayers || shapes > MaxShapes)
            {
                throw source.TooMuch("more layers or shapes than any sticker has", $"at most {MaxLayers} layers and {MaxShapes} shapes, each counted as often as it is drawn", "simplify the animation");
            }
        }

        return (count, shapes);
    }

    private (long Layers, long Shapes) AssetCost(string id, int nesting)
    {
        if (_costs.TryGetValue(id, out (long, long) known))
        {
            return known;
        }

        if (!_assets.TryGetValue(id, out JsonElement asset))
        {
            throw source.Broken("a layer of an asset that is not there", "an asset of each name");
        }

        (long, long) cost = Cost(asset, nesting);
        _costs[id] = cost;
        return cost;
    }

    /// <summary>A layer's position counts from its parent's, which must not lead back to it.</summary>
    private void CheckParents(JsonElement[] layers)
    {
        var parents = new Dictionary<double, double>();
        foreach (JsonElement layer in layers)
        {
            double stretch = LottieValues.Number(layer, "sr");
            if (Math.Abs(stretch) < 0.001)
            {
                throw source.Broken("a layer whose time stands still", "a stretch other than 0");
            }

            double index = LottieValues.Number(layer, "ind"), parent = LottieValues.Number(layer, "parent");
            if (double.IsFinite(parent))
            {
                // A layer without a number cannot be anyone's parent, and two of one number are the first.
                parents.TryAdd(double.IsFinite(index) ? index : double.MaxValue - parents.Count, parent);
            }
        }

        foreach (double start in parents.Keys)
        {
            double at = start;
            for (int steps = 0; parents.TryGetValue(at, out at); steps++)
            {
                if (steps > parents.Count || at == start)
                {
                    throw source.Broken("layers that are each other's parents", "parents without a circle");
                }
            }
        }
    }
}
