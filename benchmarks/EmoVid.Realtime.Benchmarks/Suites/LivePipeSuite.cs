using System.Diagnostics;
using System.Globalization;
using EmoVid.Realtime.Benchmarks.Content;
using EmoVid.Realtime.Benchmarks.Racing;
using EmoVid.Realtime.Benchmarks.Reports;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary><c>emovid grade - - --live</c> between a camera and a stream: how many 1080p frames a second go through the built tool, what they cost, and whether
/// its memory stays where it is over many small frames.</summary>
/// <param name="places">Where the tool and the clip are.</param>
/// <param name="smallFrames">How many small frames.</param>
internal sealed class LivePipeSuite(BenchmarkPlaces places, int smallFrames)
{
    private const int Width = 1920, Height = 1080, RingFrames = 8, Frames = 600;
    private const int SmallWidth = 64, SmallHeight = 48;

    /// <summary>A camera's rate.</summary>
    private const int CameraRate = 30;

    private readonly TestClips _clips = new(places.Clips);
    private readonly SuiteReport _report = new("Live pipe");

    /// <summary>Runs everything.</summary>
    public (SuiteReport Report, (string Name, string Value)[] Versions) Run()
    {
        _report.Part("1080p", () =>
        {
            Speed("nv12", Width * Height * 3 / 2);
            Speed("rgba", Width * Height * 4);
        });
        _report.Part("memory", Memory);
        return (_report, [("ffmpeg", MachineDescription.Ffmpeg())]);
    }

    private void Speed(string format, int frameBytes)
    {
        using FrameRing ring = _clips.Frames(Width, Height, format, frameBytes, RingFrames);
        using Process tool = Start(Width, Height, format);
        var clock = Stopwatch.StartNew();
        var rates = new List<double>();
        TimeSpan before = default;
        Pass(tool, ring, frameBytes, Frames, taken =>
        {
            if (taken % CameraRate != 0)
            {
                return;
            }

            // The first second's worth is the program's start.
            before = taken == CameraRate ? tool.TotalProcessorTime : before;
            if (taken > CameraRate)
            {
                rates.Add(CameraRate / clock.Elapsed.TotalSeconds);
            }

            before = taken == Frames ? tool.TotalProcessorTime - before : before;
            clock.Restart();
        });
        double share = before.TotalSeconds / (Frames - CameraRate) * CameraRate;
        _report.Add(TargetRow.AtLeast($"1080p {format}, frames a second through the tool, as fast as it goes", CameraRate, Spread.Of([.. rates])));
        _report.Add(new TargetRow($"1080p {format}, processor time for {CameraRate} frames, in cores", "–", Spread.Number(share), null));
    }

    private void Memory()
    {
        // Above the noise of a garbage collector that has not collected yet; a leak of 100 bytes a frame is as much after 100,000.
        const double MostGrowth = 10;
        const int FrameBytes = SmallWidth * SmallHeight * 4;
        using FrameRing ring = _clips.Frames(SmallWidth, SmallHeight, "rgba", FrameBytes, RingFrames);
        using Process tool = Start(SmallWidth, SmallHeight, "rgba");
        int[] marks = [1000, smallFrames / 10, smallFrames / 2, smallFrames];
        var sizes = new List<string>();
        double first = 0, last = 0;
        Pass(tool, ring, FrameBytes, smallFrames, taken =>
        {
            if (Array.IndexOf(marks, taken) is >= 0 and int mark)
            {
                tool.Refresh();
                last = tool.WorkingSet64 / 1048576.0;
                first = mark == 1 ? last : first;
                sizes.Add(string.Create(CultureInfo.InvariantCulture, $"{taken}: {last:0.0} MiB"));
            }
        });
        _report.Add(new TargetRow($"memory over {smallFrames} frames of {SmallWidth}×{SmallHeight}, growth after the first tenth in MiB", $"≤ {MostGrowth:0}", Spread.Number(last - first), last - first <= MostGrowth));
        _report.AddText($"Resident memory after so many frames: {string.Join(", ", sizes)}.");
    }

    /// <summary>Writes frames on a thread and takes them on this one, as many as come back.</summary>
    private static void Pass(Process tool, FrameRing ring, int frameBytes, int count, Action<int> taken)
    {
        var writer = new Thread(() =>
        {
            Stream input = tool.StandardInput.BaseStream;
            for (int i = 0; i < count; i++)
            {
                input.Write(ring.Bytes(i % ring.Count));
            }
        });
        writer.Start();
        byte[] graded = new byte[frameBytes];
        for (int i = 1; i <= count; i++)
        {
            tool.StandardOutput.BaseStream.ReadExactly(graded);
            taken(i);
        }

        writer.Join();
        tool.StandardInput.Close();
        tool.WaitForExit();
        if (tool.ExitCode != 0)
        {
            throw new InvalidOperationException($"The tool ended with {tool.ExitCode}.");
        }
    }

    private Process Start(int width, int height, string format) => Process.Start(new ProcessStartInfo(
        "dotnet",
        ["exec", places.Tool, "grade", "-", "-", "--raw", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}:{format}@{CameraRate}"), "--mood", "sadness", "--live", "--device", "cpu"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
