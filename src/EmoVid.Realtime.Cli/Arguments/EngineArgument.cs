using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The words of <c>--device</c> and <c>--ep</c> as the SDK's values.</summary>
internal static class EngineArgument
{
    /// <summary>Opens the engine and notes when it is not what a user would hope for.</summary>
    public static PixelEngine Open(string device)
    {
        PixelEngine engine = PixelEngine.Open(Enum.Parse<EngineChoice>(device, ignoreCase: true));
        if (engine.Warning is not null)
        {
            Notices.OfThisRun.Add(engine.Warning);
        }

        return engine;
    }

    /// <summary>A provider that was asked for by name must work; auto takes what does.</summary>
    public static GeneratorOptions Generator(string provider)
    {
        var parsed = Enum.Parse<ExecutionProvider>(provider, ignoreCase: true);
        return new GeneratorOptions { Provider = parsed, RequireProvider = parsed != ExecutionProvider.Auto };
    }
}
