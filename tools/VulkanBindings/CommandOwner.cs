using System.Globalization;

namespace VulkanBindings;

/// <summary>The class of the package that a command is a method of: <c>Vk</c> for the core's, one class an extension for the others.</summary>
/// <param name="Name">As the list of names spells it: <c>Vk</c>, <c>Extensions.KHR.KhrSwapchain</c>.</param>
/// <param name="Tag">The author tag that the commands' C names end in, e.g. KHR; empty for the core's.</param>
public sealed record CommandOwner(string Name, string Tag)
{
    private const string Vulkan = "Silk.NET.Vulkan";

    /// <summary>The core's.</summary>
    public static CommandOwner Core { get; } = new("Vk", "");

    /// <summary>The class's name without its namespace.</summary>
    public string Class => Name.Split('.')[^1];

    /// <summary>The class's namespace.</summary>
    public string Namespace => Tag.Length == 0 ? Vulkan : $"{Vulkan}.Extensions.{Tag}";

    /// <summary>The owner of an extension's commands: VK_KHR_swapchain gives KhrSwapchain.</summary>
    public static CommandOwner OfExtension(string extension)
    {
        var words = extension.Split('_')[1..];
        var pascal = string.Concat(words.Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..].ToLowerInvariant()));
        return new CommandOwner($"Extensions.{words[0]}.{pascal}", words[0]);
    }

    /// <summary>The package's name of a command: vkQueuePresentKHR gives QueuePresent.</summary>
    public string MethodOf(CCommand command) => command.Name["vk".Length..^Tag.Length];
}
