using EmoVid.Realtime.ShaderBuilder;

// Compiles the shaders of a folder to its compiled/ and locks the result, or checks that nothing has drifted.
if (args is not ([_] or [_, "--check"]))
{
    Console.Error.WriteLine("Usage: ShaderBuilder SHADER_FOLDER [--check]");
    return 2;
}

try
{
    var tree = new ShaderTree(Path.GetFullPath(args[0]));
    if (args.Length == 1)
    {
        ShaderLock built = tree.Build();
        foreach ((string name, ShaderLockEntry entry) in built.Shaders)
        {
            Console.WriteLine($"{name}.spv  {entry.Bytes} bytes");
        }

        return 0;
    }

    IReadOnlyList<string> differences = tree.FindDifferences();
    foreach (string difference in differences)
    {
        Console.Error.WriteLine(difference);
    }

    return differences.Count == 0 ? 0 : 1;
}
catch (Exception e) when (e is ShaderBuildException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
