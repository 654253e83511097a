using System.Globalization;
using System.Text.Json;

namespace EmoVid.Realtime.Control.Messages;

/// <summary>Reads the messages of docs/control.md. Unknown members are refused: a misspelt one must not pass in silence.</summary>
internal static class ControlCommandReader
{
    /// <summary>The longest transition, an hour.</summary>
    private const double MaxTransitionSeconds = 3600;

    /// <summary>The shortest interval between two events of a subscription: nobody reads faster, and a client cannot flood itself.</summary>
    private const double MinIntervalSeconds = 0.02;

    private const double MaxIntervalSeconds = 60;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4 };

    /// <exception cref="ControlMessageException">The message is no command.</exception>
    public static ControlCommand Read(ReadOnlyMemory<byte> utf8)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException exception)
        {
            throw new ControlMessageException($"expected a JSON object, found text that does not parse (byte {exception.BytePositionInLine ?? 0})");
        }

        using (document)
        {
            return Read(document.RootElement);
        }
    }

    private static ControlCommand Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw new ControlMessageException($"expected a JSON object, found {message.ValueKind}");
        }

        long? id = message.TryGetProperty("id", out JsonElement number)
            ? number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long value) ? value : throw Wrong("id", "a whole number")
            : null;
        string type = message.TryGetProperty("type", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : throw Wrong("type", "the name of a command");
        ControlCommand command = type switch
        {
            "set-mix" => Mix(message, id),
            "set-intensity" => new SetIntensityCommand(id, (float)Number(message, "intensity", 0, 1), Transition(message)),
            "set-strength" => new SetStrengthCommand(id, Number(message, "strength", 0, 1)),
            "set-protection" => Protection(message, id),
            "subscribe" => Subscription(message, id),
            "get-state" => new GetStateCommand(id),
            _ => throw new ControlMessageException($"no command '{type}'; there are set-mix, set-intensity, set-strength, set-protection, subscribe and get-state"),
        };
        RefuseUnknown(message, type);
        return command;
    }

    private static SetMixCommand Mix(JsonElement message, long? id)
    {
        if (!message.TryGetProperty("mix", out JsonElement mix) || mix.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("mix", "an object of emotions and weights");
        }

        Span<float> weights = stackalloc float[EmotionNames.Count];
        foreach (JsonProperty entry in mix.EnumerateObject())
        {
            if (!EmotionNames.TryParse(entry.Name, out Emotion emotion))
            {
                throw new ControlMessageException($"no emotion '{entry.Name}'; there are {string.Join(", ", EmotionNames.All)}");
            }

            weights[(int)emotion] = (float)Number(mix, entry.Name, 0, 1);
        }

        float intensity = message.TryGetProperty("intensity", out _) ? (float)Number(message, "intensity", 0, 1) : 1;
        return new SetMixCommand(id, EmotionMix.Create(weights, intensity), Transition(message));
    }

    private static SetProtectionCommand Protection(JsonElement message, long? id)
    {
        double? skin = message.TryGetProperty("skin", out _) ? Number(message, "skin", 0, 1) : null;
        if (!message.TryGetProperty("hud", out JsonElement hud))
        {
            return new SetProtectionCommand(id, skin, null, false);
        }

        if (hud.ValueKind == JsonValueKind.Null)
        {
            return new SetProtectionCommand(id, skin, null, true);
        }

        Span<int> sides = stackalloc int[4];
        if (hud.ValueKind != JsonValueKind.Array || hud.GetArrayLength() != sides.Length)
        {
            throw Wrong("hud", "null or [x, y, width, height] in pixels");
        }

        for (int i = 0; i < sides.Length; i++)
        {
            if (hud[i].ValueKind != JsonValueKind.Number || !hud[i].TryGetInt32(out sides[i]) || sides[i] is < 0 or > 1 << 20 || (i > 1 && sides[i] == 0))
            {
                throw Wrong("hud", "null or [x, y, width, height] in whole pixels, at least 0 and a size above 0");
            }
        }

        return new SetProtectionCommand(id, skin, new PixelRectangle(sides[0], sides[1], sides[2], sides[3]), false);
    }

    private static SubscribeCommand Subscription(JsonElement message, long? id)
    {
        if (!message.TryGetProperty("topics", out JsonElement topics) || topics.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("topics", "an array of \"attributes\" and \"limiter\"");
        }

        bool attributes = false, limiter = false;
        foreach (JsonElement topic in topics.EnumerateArray())
        {
            switch (topic.ValueKind == JsonValueKind.String ? topic.GetString() : null)
            {
                case "attributes":
                    attributes = true;
                    break;
                case "limiter":
                    limiter = true;
                    break;
                default:
                    throw Wrong("topics", "an array of \"attributes\" and \"limiter\"");
            }
        }

        double seconds = message.TryGetProperty("intervalSeconds", out _) ? Number(message, "intervalSeconds", MinIntervalSeconds, MaxIntervalSeconds) : 0.1;
        return new SubscribeCommand(id, attributes, limiter, TimeSpan.FromSeconds(seconds));
    }

    private static double? Transition(JsonElement message) =>
        message.TryGetProperty("transitionSeconds", out _) ? Number(message, "transitionSeconds", 0, MaxTransitionSeconds) : null;

    private static double Number(JsonElement message, string name, double low, double high) =>
        message.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= low && number <= high
            ? number
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a number from {low} to {high}"));

    private static void RefuseUnknown(JsonElement message, string type)
    {
        ReadOnlySpan<string> known = type switch
        {
            "set-mix" => ["mix", "intensity", "transitionSeconds"],
            "set-intensity" => ["intensity", "transitionSeconds"],
            "set-strength" => ["strength"],
            "set-protection" => ["skin", "hud"],
            "subscribe" => ["topics", "intervalSeconds"],
            _ => [],
        };
        foreach (JsonProperty member in message.EnumerateObject())
        {
            if (member.Name is not ("type" or "id") && !known.Contains(member.Name))
            {
                throw new ControlMessageException($"'{type}' has no member '{member.Name}'");
            }
        }
    }

    private static ControlMessageException Wrong(string member, string expected) => new($"'{member}' is missing or wrong: expected {expected}");
}
