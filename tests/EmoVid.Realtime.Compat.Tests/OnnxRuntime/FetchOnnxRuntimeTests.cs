using System.Diagnostics;
using System.Runtime.Versioning;

namespace EmoVid.Realtime.Compat.Tests.OnnxRuntime;

/// <summary>tools/fetch-onnxruntime.sh in a tree of its own, with an <c>npm</c> of the test's making in front of the real one:
/// no network.</summary>
[SupportedOSPlatform("linux")]
public sealed class FetchOnnxRuntimeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("emovid-fetch-").FullName;

    public FetchOnnxRuntimeTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "tools"));
        Directory.CreateDirectory(Path.Combine(_root, "bin"));
        File.Copy(Path.Combine(CommittedFiles.Root, "tools", "fetch-onnxruntime.sh"), Path.Combine(_root, "tools", "fetch-onnxruntime.sh"));
        NpmDoes("echo 'npm error network unreachable' >&2; exit 1");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void With_everything_there_it_asks_for_nothing()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".packages", "com.github.asus4.onnxruntime-0.4.9"));
        Directory.CreateDirectory(Path.Combine(_root, ".packages", "onnxruntime-node-1.30.0", "linux-x64"));
        Assert.Equal((0, ""), Fetch());
    }

    [Fact]
    public void A_failed_download_is_one_line_and_leaves_nothing()
    {
        (int code, string error) = Fetch();
        Assert.Equal(1, code);
        Assert.Contains("downloading com.github.asus4.onnxruntime 0.4.9 with npm failed: npm error network unreachable; ", error, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public void An_archive_with_another_hash_is_refused_and_leaves_nothing()
    {
        NpmDoes("echo not the archive > com.github.asus4.onnxruntime-0.4.9.tgz");
        (int code, string error) = Fetch();
        Assert.Equal(1, code);
        Assert.Contains("verifying com.github.asus4.onnxruntime-0.4.9.tgz: found sha512 ", error, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public void What_a_killed_run_left_is_swept()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".packages", ".partial-killed"));
        Fetch();
        AssertNothingLeft();
    }

    [Theory]
    [InlineData("--platform", "amiga")]
    [InlineData("--speed", "fast")]
    public void Wrong_arguments_exit_with_2(params string[] arguments)
    {
        (int code, string error) = Fetch(arguments);
        Assert.Equal(2, code);
        Assert.Contains("expected", error, StringComparison.Ordinal);
    }

    private void NpmDoes(string script)
    {
        string npm = Path.Combine(_root, "bin", "npm");
        File.WriteAllText(npm, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void AssertNothingLeft() =>
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Path.Combine(_root, ".packages")), entry => !entry.EndsWith(".lock", StringComparison.Ordinal));

    private (int Code, string Error) Fetch(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(_root, "tools", "fetch-onnxruntime.sh"), .. arguments]) { RedirectStandardError = true };
        start.Environment["PATH"] = $"{Path.Combine(_root, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using Process process = Process.Start(start)!;
        using StreamReader reader = process.StandardError;
        string error = reader.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
