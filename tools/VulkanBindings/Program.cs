using VulkanBindings;

const string Usage = "usage: VulkanBindings [--registry vk.xml] [--source DIR with used.txt and names.txt] [--out DIR] [--names FILE: the package's full list of names, reduced to names.txt]";

var registryPath = "/usr/share/vulkan/registry/vk.xml";
var source = "tools/VulkanBindings";
var output = "compat/Silk.NET.Vulkan/Generated";
string? fullNames = null;
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length)
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    switch (args[i])
    {
        case "--registry": registryPath = args[i + 1]; break;
        case "--source": source = args[i + 1]; break;
        case "--out": output = args[i + 1]; break;
        case "--names": fullNames = args[i + 1]; break;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}

try
{
    var used = UsedList.Parse(File.ReadAllText(Path.Combine(source, "used.txt")));
    var reduced = Path.Combine(source, "names.txt");
    var names = PackageNames.Parse(File.ReadAllText(fullNames ?? reduced));
    var model = new BindingModel(VulkanRegistry.Load(registryPath, used.Extensions), names, used);
    var files = BindingGenerator.Generate(model, names, used);
    Directory.CreateDirectory(output);
    foreach (var stale in Directory.EnumerateFiles(output, "*.g.cs").Where(f => !files.ContainsKey(Path.GetFileName(f))))
    {
        File.Delete(stale);
    }

    foreach (var (name, text) in files)
    {
        File.WriteAllText(Path.Combine(output, name), text);
    }

    if (fullNames is not null)
    {
        File.WriteAllText(reduced, PackageNames.Header + string.Join('\n', names.Taken) + '\n');
    }

    Console.WriteLine($"{files.Count} files written to {output}");
    return 0;
}
catch (Exception error) when (error is BindingException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
