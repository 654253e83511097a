using System.Diagnostics;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>build.sh on machines that are not ready, imagined by stubs at the front of the search path.</summary>
public class BuildScriptTests
{
    [Theory]
    [InlineData("demo", "ffmpeg", "mesa-vulkan-drivers")]
    [InlineData("test", "vulkan-validationlayers", "gcc")]
    public void A_user_without_sudo_gets_the_apt_line_and_nothing_is_done(string verb, params string[] packages)
    {
        (int code, string output, string error) = Run(verb, ("dpkg-query", "exit 1"), ("id", "echo 1000"), ("sudo", "exit 1"), ("apt-get", "echo ran >&2; exit 7"), ("npm", "echo ran >&2; exit 7"));
        Assert.Equal(1, code);
        Assert.Empty(output);
        string last = error.TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith("sudo apt-get update && sudo apt-get install -y --no-install-recommends ca-certificates ", last, StringComparison.Ordinal);
        Assert.All(packages, package => Assert.Contains(package, last.Split(' ')));
        Assert.DoesNotContain("ran", error.Split('\n'));
    }

    [Fact]
    public void Root_installs_only_what_is_missing()
    {
        // dpkg knows every package but one; the run stops at the stub of apt-get, which tells what it was asked for.
        (int code, _, string error) = Run("demo",
            ("dpkg-query", "for name; do :; done; [ \"$name\" = libwebpmux3 ] && exit 1; printf installed"), ("id", "echo 0"), ("apt-get", "echo \"apt-get $*\" >&2; [ $1 = update ]"));
        Assert.Equal(1, code);
        Assert.Contains("apt-get install -y -qq --no-install-recommends libwebpmux3", error.Split('\n'));
    }

    [Fact]
    public void A_verb_that_is_none_explains_the_verbs()
    {
        (int code, _, string error) = Run("fly");
        Assert.Equal(2, code);
        Assert.Equal("usage: ./build.sh demo|test|build|bench|docs|pack|clean\n", error);
    }

    private static (int Code, string Output, string Error) Run(string verb, params (string Program, string Body)[] stubs)
    {
        string folder = Directory.CreateTempSubdirectory("emovid-stubs-").FullName;
        try
        {
            foreach ((string program, string body) in stubs)
            {
                string path = Path.Combine(folder, program);
                File.WriteAllText(path, $"#!/bin/bash\n{body}\n");
                using Process mode = Process.Start("chmod", ["+x", path]);
                mode.WaitForExit();
            }

            var start = new ProcessStartInfo("bash", [Path.Combine(RepositoryTree.Root, "build.sh"), verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
            using Process process = Process.Start(start)!;
            using StreamReader outputReader = process.StandardOutput, errorReader = process.StandardError;
            Task<string> output = outputReader.ReadToEndAsync();
            string error = errorReader.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output.GetAwaiter().GetResult(), error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
