using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Vulkan;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The words of <c>--device</c> and <c>--ep</c> as the SDK's values.</summary>
internal static class EngineArgument
{
    /// <summary>Opens the engine and notes when it is not what a user would hope for.</summary>
    public static PixelEngine Open(string device) => Open(Enum.Parse<EngineChoice>(device, ignoreCase: true));

    /// <summary>Opens the engine for the demo, which shows the Vulkan passes where it can.</summary>
    public static PixelEngine OpenForDemo(string device)
    {
        var choice = Enum.Parse<EngineChoice>(device, ignoreCase: true);
        if (choice == EngineChoice.Auto)
        {
            try
            {
                return Open(EngineChoice.Vulkan);
            }
            catch (VulkanException failure)
            {
                Notices.OfThisRun.Add($"The CPU does the pixel work: {failure.Message}");
                return Open(EngineChoice.Cpu);
            }
        }

        return Open(choice);
    }

    private static PixelEngine Open(EngineChoice choice)
    {
        PixelEngine engine = PixelEngine.Open(choice);
        if (engine.Warning is not null)
        {
            Notices.OfThisRun.Add(engine.Warning);
        }

        return engine;
    }

    /// <summary>A provider that was asked for by name must work; auto takes what does. One that dies later is noted, and the CPU goes on.</summary>
    public static GeneratorOptions Generator(string provider)
    {
        var parsed = Enum.Parse<ExecutionProvider>(provider, ignoreCase: true);
        bool isChosen = false;
        return new GeneratorOptions
        {
            Provider = parsed,
            RequireProvider = parsed != ExecutionProvider.Auto,
            Log = line =>
            {
                // The first line is the choice itself, which is no news.
                if (isChosen)
                {
                    Notices.OfThisRun.Add(line);
                }

                isChosen = true;
            },
        };
    }
}
