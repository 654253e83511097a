using VulkanBindings;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>The generator's inputs as they are committed, and the registry of the installed libvulkan-dev.</summary>
internal static class BindingInputs
{
    public const string Registry = "/usr/share/vulkan/registry/vk.xml";

    private static readonly Lazy<(BindingModel Model, PackageNames Names, SortedDictionary<string, string> Files)> Loaded = new(Load);

    public static string RepositoryRoot { get; } = FindRoot();

    public static string NamesPath => Path.Combine(RepositoryRoot, "tools/VulkanBindings/names.txt");

    public static BindingModel Model => Loaded.Value.Model;

    public static PackageNames Names => Loaded.Value.Names;

    public static SortedDictionary<string, string> Files => Loaded.Value.Files;

    private static (BindingModel, PackageNames, SortedDictionary<string, string>) Load()
    {
        var used = UsedList.Parse(File.ReadAllText(Path.Combine(RepositoryRoot, "tools/VulkanBindings/used.txt")));
        var names = PackageNames.Parse(File.ReadAllText(NamesPath));
        var model = new BindingModel(VulkanRegistry.Load(Registry, used.Extensions), names, used);
        return (model, names, BindingGenerator.Generate(model, names, used));
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "EmoVid.Realtime.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"looking for the repository: no folder above {AppContext.BaseDirectory} holds EmoVid.Realtime.sln; tests were expected to run inside it; run them from the repository");
    }
}
