using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary><c>emovid grade - - --live</c> as a program beside a camera: frames in and out in turn, and a client that drives it.</summary>
public class GradeLiveTests
{
    private const int Width = 64, Height = 48, FrameBytes = Width * Height * 4;

    /// <summary>Only a tool that hangs needs it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_frame_comes_out_before_the_next_goes_in(bool isLive)
    {
        using var patience = new CancellationTokenSource(Patience);
        using Process tool = Start(["--mood", "neutral", .. isLive ? ["--live"] : Array.Empty<string>()]);
        byte[] graded = new byte[FrameBytes];
        for (int i = 0; i < 5; i++)
        {
            byte[] frame = Frame(i);
            await tool.StandardInput.BaseStream.WriteAsync(frame, patience.Token);
            await tool.StandardInput.BaseStream.FlushAsync(patience.Token);
            await tool.StandardOutput.BaseStream.ReadExactlyAsync(graded, patience.Token);
            Assert.Equal(frame, graded);
        }

        await EndAsync(tool, patience.Token);
    }

    [Fact]
    public async Task A_client_turns_the_mood_while_frames_run()
    {
        using var patience = new CancellationTokenSource(Patience);
        using Process tool = Start(["--live", "--control"]);
        string line = await tool.StandardError.ReadLineAsync(patience.Token) ?? "";
        string[] words = line.Split(' ');
        Assert.Equal(("control:", "token"), (words[0], words[2]));
        byte[] frame = Frame(0), graded = new byte[FrameBytes];
        await PassAsync(tool, frame, graded, patience.Token);
        Assert.Equal(frame, graded);

        using var client = new ClientWebSocket();
        client.Options.SetRequestHeader("Authorization", "Bearer " + words[3]);
        await client.ConnectAsync(new Uri(words[1]), patience.Token);
        string answer = await AskAsync(client, """{"type":"set-mix","id":7,"mix":{"sadness":1},"transitionSeconds":0}""", patience.Token);
        Assert.Contains("\"done\"", answer, StringComparison.Ordinal);
        Assert.Contains("sadness", await AskAsync(client, """{"type":"get-state"}""", patience.Token), StringComparison.Ordinal);
        do
        {
            await PassAsync(tool, frame, graded, patience.Token);
        }
        while (graded.AsSpan().SequenceEqual(frame));

        Assert.Contains("\"done\"", await AskAsync(client, """{"type":"set-protection","hud":[0,0,64,48]}""", patience.Token), StringComparison.Ordinal);
        await PassAsync(tool, frame, graded, patience.Token);
        await PassAsync(tool, frame, graded, patience.Token);
        Assert.Equal(frame, graded);
        client.Abort();
        await EndAsync(tool, patience.Token);
    }

    [Theory]
    [InlineData("nostalgia")]
    [InlineData("sadness")]
    public async Task A_moods_file_that_changes_changes_the_live_grade(string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var workspace = new Workspace();
        Save("0.2");
        using Process tool = Start(["--mood", name, "--moods", workspace.Folder, "--live"]);
        byte[] frame = Frame(0), graded = new byte[FrameBytes];
        await UntilAsync(graded => Mean(graded) > Mean(frame) + 5);
        Save("-0.25");
        await UntilAsync(graded => Mean(graded) < Mean(frame) - 5);

        // A broken edit is one line, and the mood stays.
        Save("7");
        Task<string?> line = tool.StandardError.ReadLineAsync(patience.Token).AsTask();
        await UntilAsync(_ => line.IsCompleted);
        Assert.Contains("own.json", await line, StringComparison.Ordinal);
        await PassAsync(tool, frame, graded, patience.Token);
        Assert.True(Mean(graded) < Mean(frame) - 5);
        await EndAsync(tool, patience.Token);

        async Task UntilAsync(Predicate<byte[]> isReached)
        {
            do
            {
                await PassAsync(tool, frame, graded, patience.Token);
            }
            while (!isReached(graded));
        }

        // As an editor does: the file is never half there.
        void Save(string brightness) => File.Move(
            workspace.Write("own.tmp", Encoding.UTF8.GetBytes($$$"""{"format":1,"name":"{{{name}}}","grade":{"brightness":{"value":{{{brightness}}} } } }""")), workspace.Path("own.json"), overwrite: true);
    }

    [Fact]
    public async Task Memory_stays_where_it_is_over_thousands_of_frames()
    {
        // ./build.sh bench pipe --frames 100000 is the long form.
        const int Warm = 2000, Frames = 8000;
        using var patience = new CancellationTokenSource(Patience);
        using Process tool = Start(["--mood", "sadness", "--live"]);
        byte[][] frames = [.. Enumerable.Range(0, 8).Select(Frame)];
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < Frames; i++)
            {
                await tool.StandardInput.BaseStream.WriteAsync(frames[i % frames.Length], patience.Token);
            }

            await tool.StandardInput.BaseStream.FlushAsync(patience.Token);
        });
        byte[] graded = new byte[FrameBytes];
        long warm = 0;
        for (int i = 1; i <= Frames; i++)
        {
            await tool.StandardOutput.BaseStream.ReadExactlyAsync(graded, patience.Token);
            if (i == Warm)
            {
                tool.Refresh();
                warm = tool.WorkingSet64;
            }
        }

        tool.Refresh();
        long growth = tool.WorkingSet64 - warm;
        await writing;

        // One kept frame in ten would be 7 MB; compiled code and a heap that has not been collected are less than that.
        Assert.True(growth < 6 << 20, $"The tool grew by {growth / 1048576.0:0.0} MiB between frames {Warm} and {Frames}.");
        await EndAsync(tool, patience.Token);
    }

    private static double Mean(byte[] frame) => frame.Average(sample => (double)sample);

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "emovid.dll"), "grade", "-", "-", "--raw", "64x48:rgba@30", "--no-limiter", "--device", "cpu", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static byte[] Frame(int seed)
    {
        byte[] frame = new byte[FrameBytes];
        new Random(seed).NextBytes(frame);
        return frame;
    }

    private static async Task PassAsync(Process tool, byte[] frame, byte[] graded, CancellationToken cancellation)
    {
        await tool.StandardInput.BaseStream.WriteAsync(frame, cancellation);
        await tool.StandardInput.BaseStream.FlushAsync(cancellation);
        await tool.StandardOutput.BaseStream.ReadExactlyAsync(graded, cancellation);
    }

    private static async Task<string> AskAsync(ClientWebSocket client, string message, CancellationToken cancellation)
    {
        byte[] buffer = new byte[16384];
        await client.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        WebSocketReceiveResult received = await client.ReceiveAsync(buffer, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static async Task EndAsync(Process tool, CancellationToken cancellation)
    {
        tool.StandardInput.Close();
        await tool.WaitForExitAsync(cancellation);
        Assert.Equal(0, tool.ExitCode);
        Assert.Empty(await tool.StandardError.ReadToEndAsync(cancellation));
    }
}
