using System.Diagnostics;

namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>The same sums on a processor with fewer instructions, to the bit.</summary>
public class PortableRunTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Fewer_instructions_give_the_same_sums(string variable)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PortableRun).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment[variable] = "0";
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.Equal((0, $"{PortableRun.Digest()} {false}"), (process.ExitCode, printed));
    }
}
