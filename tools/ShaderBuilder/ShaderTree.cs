using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace EmoVid.Realtime.ShaderBuilder;

/// <summary>The folder shaders/: its kernels, what they include, and how they are compiled.</summary>
public sealed partial class ShaderTree
{
    /// <summary>Vulkan 1.2 is what the SDK asks of a device.</summary>
    private const string CompilerArguments = "--target-env=vulkan1.2 -O";

    private static readonly string[] Stages = [".comp", ".vert", ".frag"];

    private readonly string _root;

    /// <summary>Opens the folder.</summary>
    /// <param name="root">Path of shaders/.</param>
    public ShaderTree(string root) => _root = root;

    /// <summary>Path of the lock.</summary>
    public string LockPath => Path.Combine(_root, "compiled", "shaders.lock.json");

    /// <summary>Kernels and shaders of graphics stages below the folder, as paths relative to it with forward slashes, sorted.</summary>
    public IReadOnlyList<string> Kernels() =>
        Stages.SelectMany(stage => Directory.EnumerateFiles(_root, "*" + stage, SearchOption.AllDirectories))
            .Select(p => Path.GetRelativePath(_root, p).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray();

    /// <summary>Where a kernel's compiled form is committed.</summary>
    public string CompiledPath(string kernel) => Path.Combine(_root, "compiled", Stem(kernel) + ".spv");

    /// <summary>Hash over a kernel and everything it includes: path and text of each file, in order of first inclusion.</summary>
    public string SourceHash(string kernel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Append(kernel, hash, seen);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Compiles a kernel and validates the result with spirv-val.</summary>
    /// <returns>The SPIR-V.</returns>
    /// <exception cref="ShaderBuildException">A tool is missing or refuses the shader.</exception>
    public byte[] Compile(string kernel)
    {
        string output = Path.Combine(Path.GetTempPath(), $"emovid-{Guid.NewGuid():N}.spv");
        try
        {
            Run("glslc", [.. CompilerArguments.Split(' '), "-o", output, Path.Combine(_root, kernel)], "shaderc's glslc (apt install glslc)");
            Run("spirv-val", ["--target-env", "vulkan1.2", output], "spirv-val (apt install spirv-tools)");
            return File.ReadAllBytes(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>Compiles everything into compiled/ and writes the lock.</summary>
    public ShaderLock Build()
    {
        Directory.CreateDirectory(Path.Combine(_root, "compiled"));
        var entries = new SortedDictionary<string, ShaderLockEntry>(StringComparer.Ordinal);
        foreach (string kernel in Kernels())
        {
            byte[] code = Compile(kernel);
            string path = CompiledPath(kernel);
            File.WriteAllBytes(path + ".tmp", code);
            File.Move(path + ".tmp", path, overwrite: true);
            if (!entries.TryAdd(Stem(kernel), EntryFor(kernel, code)))
            {
                throw new ShaderBuildException($"Compiling {kernel}: another kernel has the name {Stem(kernel)}, expected unique names; rename one.");
            }
        }

        var built = new ShaderLock(CompilerVersion(), CompilerArguments, entries);
        built.Write(LockPath);
        return built;
    }

    /// <summary>Compiles everything again and compares with what is committed.</summary>
    /// <returns>One line for each difference; empty when all agree.</returns>
    public IReadOnlyList<string> FindDifferences()
    {
        ShaderLock committed = ShaderLock.Read(LockPath);
        var differences = new List<string>();
        string compiler = CompilerVersion();
        if (committed.Compiler != compiler)
        {
            differences.Add($"compiler: found '{compiler}', the lock says '{committed.Compiler}'");
        }

        if (committed.Arguments != CompilerArguments)
        {
            differences.Add($"arguments: '{CompilerArguments}', the lock says '{committed.Arguments}'");
        }

        IReadOnlyList<string> kernels = Kernels();
        differences.AddRange(committed.Shaders.Keys.Except(kernels.Select(Stem)).Select(name => $"{name}: in the lock, but without a source"));
        foreach (string kernel in kernels)
        {
            if (!committed.Shaders.TryGetValue(Stem(kernel), out ShaderLockEntry? entry))
            {
                differences.Add($"{kernel}: not in the lock");
                continue;
            }

            ShaderLockEntry rebuilt = EntryFor(kernel, Compile(kernel));
            if (rebuilt != entry)
            {
                differences.Add($"{kernel}: compiles to {rebuilt}, the lock says {entry}");
            }

            string path = CompiledPath(kernel);
            if (!File.Exists(path) || Hash(File.ReadAllBytes(path)) != entry.SpirvSha256)
            {
                differences.Add($"{kernel}: {path} is not the file that the lock describes");
            }
        }

        return differences;
    }

    // The stages of one pipeline share a name, so those keep their extensions.
    private static string Stem(string kernel) => kernel.EndsWith(".comp", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(kernel) : Path.GetFileName(kernel);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string CompilerVersion() =>
        string.Join("; ", Run("glslc", ["--version"], "shaderc's glslc (apt install glslc)")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Run(string program, IReadOnlyList<string> arguments, string what)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = StartOrExplain(start, what);
        using StreamReader outputReader = process.StandardOutput, errorReader = process.StandardError;
        Task<string> errors = errorReader.ReadToEndAsync();
        string output = outputReader.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : throw new ShaderBuildException($"Running {program} {string.Join(' ', arguments)}: exit code {process.ExitCode}, expected 0: {errors.Result.Trim().ReplaceLineEndings(" | ")}");
    }

    private static Process StartOrExplain(ProcessStartInfo start, string what)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ShaderBuildException($"Running {start.FileName}: {e.Message}, expected {what}.");
        }
    }

    [GeneratedRegex("""^\s*#include\s+"([^"]+)""", RegexOptions.Multiline)]
    private static partial Regex IncludeLine();

    private ShaderLockEntry EntryFor(string kernel, byte[] code) => new(kernel, SourceHash(kernel), Hash(code), code.Length);

    private void Append(string path, IncrementalHash hash, HashSet<string> seen)
    {
        if (!seen.Add(path))
        {
            return;
        }

        string text = File.ReadAllText(Path.Combine(_root, path)).ReplaceLineEndings("\n");
        hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{text.Length}\n{text}"));
        foreach (Match include in IncludeLine().Matches(text))
        {
            string target = Path.Combine(_root, Path.GetDirectoryName(path) ?? "", include.Groups[1].Value);
            Append(Path.GetRelativePath(_root, Path.GetFullPath(target)).Replace('\\', '/'), hash, seen);
        }
    }
}
