using System.Globalization;
using System.Text.RegularExpressions;

namespace EmoVid.Realtime.Samples.Tests;

/// <summary>The engine sample, headless: silent under validation, and right about what it drew.</summary>
public sealed class EmbedInYourEngineTests
{
    private const string Name = "EmbedInYourEngine";
    private const int Frames = 110, Width = 640;

    [Fact]
    public void Frames_are_measured_right_and_graded_and_the_validation_layer_is_silent()
    {
        SampleRun run = SampleRun.Of(Name, ["--validate", "--frames", $"{Frames}"]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] lines = run.Text.TrimEnd('\n').Split('\n');
        Assert.Equal("the SDK asks for Vulkan 1.2, timelineSemaphore, extensions: none", lines[0]);
        double[][] measured = Rows(lines, "scene"), shown = Rows(lines, "shown");
        Assert.Equal(Enumerable.Range(0, Frames).Select(frame => (double)frame), measured.Select(row => row[0]));
        foreach (double[] row in measured)
        {
            // Orange (255, 128, 0) has value 1 and saturation 1, grey (51, 51, 51) value 51/255 and none. Orange's hue is 60·128/255 degrees.
            double orange = row[0] * 7 % Width / Width;
            Assert.Equal(orange + (1 - orange) * 51 / 255, row[1], 2e-6);
            Assert.Equal(orange, row[2], 2e-6);
            // The mean hue is circular and unweighted, and grey counts as 0 degrees.
            double angle = 60 * 128 / 255.0 * Math.PI / 180;
            Assert.Equal(Math.Atan2(orange * Math.Sin(angle), orange * Math.Cos(angle) + 1 - orange) * 180 / Math.PI, row[3], 0.06);
        }

        // Before the mood turns the scene is shown as it is; later sadness darkens it and takes colour away where there was much.
        Assert.Equal(measured.Select(row => row[0]), shown.Select(row => row[0]));
        Assert.All(Enumerable.Range(0, 10), frame => Assert.Equal(measured[frame][1..3], shown[frame][1..3]));
        Assert.All(Enumerable.Range(60, Frames - 60), frame => Assert.True(shown[frame][1] < 0.97 * measured[frame][1], $"{frame}: {shown[frame][1]} {measured[frame][1]}"));
        Assert.True(shown[80][2] < measured[80][2] - 0.2, $"{shown[80][2]} {measured[80][2]}");
        Assert.Matches($"^{Frames} frames, {2 * Frames} measurements, recording .* ms a frame .*, 0 bytes allocated$", lines[^1]);
    }

    private static double[][] Rows(string[] lines, string what) =>
        [.. lines.Select(line => Regex.Match(line, $@"^frame (\d+) {what} brightness ([\d.]+) colorfulness ([\d.]+) hue ([\d.]+)$")).Where(match => match.Success)
            .Select(match => match.Groups.Values.Skip(1).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture)).ToArray())];

    [Fact]
    public void Wrong_arguments_are_one_line()
    {
        SampleRun run = SampleRun.Of(Name, ["--frames", "none"]);
        Assert.Equal((2, "usage: EmbedInYourEngine [--frames N] [--validate]\n"), (run.Code, run.Error));
    }
}
