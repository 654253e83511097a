using System.CommandLine;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The option that names emotions; Core reads it and words what is wrong with it.</summary>
internal static class EmotionArgument
{
    public static Option<EmotionMix> Create() => new("--emotion", "-e")
    {
        Description = $"Emotions, for example anger:0.7,fear:0.3; names: {string.Join(", ", EmotionNames.All)}, {EmotionNames.Neutral}",
        HelpName = "NAME[:WEIGHT],…",
        Required = true,
        CustomParser = result =>
        {
            try
            {
                return EmotionMix.Parse(result.Tokens[0].Value);
            }
            catch (EmoVidException failure)
            {
                result.AddError(failure.Message);
                return EmotionMix.Neutral;
            }
        },
    };
}
