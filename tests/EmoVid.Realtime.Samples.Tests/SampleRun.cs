using System.Diagnostics;

namespace EmoVid.Realtime.Samples.Tests;

/// <summary>A sample as a program of its own: what it was given and what it answered.</summary>
internal sealed record SampleRun(int Code, byte[] Output, string Error)
{
    /// <summary>Only a sample that hangs needs it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Text => System.Text.Encoding.UTF8.GetString(Output);

    /// <summary>Runs a sample to its end.</summary>
    /// <param name="sample">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="feed">Writes to its standard input, which is closed afterwards.</param>
    public static SampleRun Of(string sample, string[] arguments, Action<Stream>? feed = null)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, sample + ".dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using var output = new MemoryStream();
        Task pixels = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> error = process.StandardError.ReadToEndAsync();
        feed?.Invoke(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"{sample} did not end: {error.GetAwaiter().GetResult()}");
        }

        pixels.GetAwaiter().GetResult();
        return new SampleRun(process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
    }

    /// <summary>That it failed with a code and one line that names the sample and something.</summary>
    public void AssertFails(int code, string sample, string word)
    {
        Assert.Equal(code, Code);
        Assert.Empty(Output);
        string line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith(sample == "HelloSticker" && code == 2 ? "usage: " : $"{sample}: ", line, StringComparison.Ordinal);
        Assert.Contains(word, line, StringComparison.Ordinal);
    }
}
