using EmbedInYourEngine;
using EmoVid.Realtime;
using EmoVid.Realtime.Vulkan;

EngineOptions? options = EngineOptions.Read(args);
if (options is null)
{
    Console.Error.WriteLine(EngineOptions.Usage);
    return 2;
}

try
{
    Console.WriteLine($"the SDK asks for Vulkan {VulkanRequirements.ApiVersionText}, {string.Join(", ", VulkanRequirements.Features)}, extensions: {(VulkanRequirements.DeviceExtensions.Count == 0 ? "none" : string.Join(", ", VulkanRequirements.DeviceExtensions))}");
    string reason = "--headless";
    using EngineWindow? window = options.IsHeadless ? null : EngineWindow.TryOpen(EngineOptions.Width, EngineOptions.Height, out reason);
    Console.WriteLine(window is null ? $"without a window ({reason})" : "in a window");
    using (var engine = new Engine(options.Validates, window))
    using (var loop = new FrameLoop(engine, window, options))
    {
        loop.Run(Console.Out);
    }

    // The layer tells of what was left behind when the device goes.
    return EngineMessages.Count == 0 ? 0 : 1;
}
catch (Exception failure) when (failure is EngineException or EmoVidException or DllNotFoundException or FileNotFoundException)
{
    Console.Error.WriteLine($"EmbedInYourEngine: {failure.Message}");
    return 1;
}
