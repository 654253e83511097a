using System.Diagnostics;
using System.Globalization;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>Asks the C compiler: evaluates integer expressions in a program compiled against the installed Vulkan headers.</summary>
internal static class HeaderProbe
{
    /// <summary>Values of C integer expressions, in order, as 64-bit numbers.</summary>
    public static IReadOnlyList<long> Evaluate(IReadOnlyList<string> expressions)
    {
        var folder = Directory.CreateTempSubdirectory("emovid-headers-");
        try
        {
            var source = Path.Combine(folder.FullName, "probe.c");
            var program = Path.Combine(folder.FullName, "probe");
            File.WriteAllLines(source, [
                "#include <stddef.h>", "#include <stdio.h>", "#include <vulkan/vulkan.h>",
                "static const long long values[] = {",
                .. expressions.Select(e => $"(long long)({e}),"),
                "};",
                "int main(void) { for (size_t i = 0; i < sizeof values / sizeof *values; i++) printf(\"%lld\\n\", values[i]); return 0; }",
            ]);
            Run("gcc", "-std=gnu11", "-Wall", "-Werror", "-o", program, source);
            var values = Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => long.Parse(l, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(expressions.Count, values.Count);
            return values;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using StreamReader outputReader = process.StandardOutput, errorReader = process.StandardError;
        var errors = errorReader.ReadToEndAsync();
        var output = outputReader.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.Result}");
        return output;
    }
}
