using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Tests;

/// <summary>The engine sample, with a window and without: silent under validation, right about what it drew, and a sticker in its picture.</summary>
public sealed class EmbedInYourEngineTests : IDisposable
{
    private const string Name = "EmbedInYourEngine";
    private const int Frames = 110, Width = 640, Height = 360;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Frames_are_measured_right_and_graded_and_the_validation_layer_is_silent()
    {
        SampleRun run = SampleRun.Of(Name, ["--headless", "--validate", "--frames", $"{Frames}", "-o", _workspace["shown.png"]]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] lines = run.Text.TrimEnd('\n').Split('\n');
        Assert.Equal("the SDK asks for Vulkan 1.2, timelineSemaphore, extensions: none", lines[0]);
        Assert.Equal("without a window (--headless)", lines[1]);
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
        // In fixed steps of a sixtieth, with 15 updates a second.
        Assert.Matches($"^{Frames} frames, {2 * Frames} measurements, (2[6-9]|[34][0-9]) updates of the sticker, recording .* ms a frame .*, 0 bytes allocated$", lines[^1]);
        AssertShowsASticker(StickerReader.Read(_workspace["shown.png"]));
    }

    [Fact]
    public void A_window_is_drawn_into_through_its_swapchain_and_its_resizes_are_followed()
    {
        const int Some = 150;
        using var display = new VirtualDisplay(1024, 768);
        SampleRun run = SampleRun.Of(Name, ["--validate", "--frames", $"{Some}", "-o", _workspace["window.png"]], _ =>
        {
            // Not a moment of its own: as soon as there is a window.
            Tool("search", "--sync", "--name", Name, "windowsize", "500", "300");
        });
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] lines = run.Text.TrimEnd('\n').Split('\n');
        Assert.Equal("in a window", lines[1]);
        Assert.Matches($"^{Some} frames, {2 * Some} measurements, [1-9][0-9]* updates of the sticker, .* ms a frame ", lines[^1]);
        RgbaImage shown = StickerReader.Read(_workspace["window.png"]);
        Assert.Equal((500, 300), (shown.Width, shown.Height));
        Assert.True(Colours(shown, 170, 100, 330, 290) > 100);
    }

    [Fact]
    public void Without_a_display_it_says_so_and_draws_all_the_same()
    {
        string? before = Environment.GetEnvironmentVariable("DISPLAY");
        Environment.SetEnvironmentVariable("DISPLAY", null);
        try
        {
            SampleRun run = SampleRun.Of(Name, ["--frames", "3"]);
            Assert.Equal((0, ""), (run.Code, run.Error));
            Assert.Matches("^without a window \\(.*DISPLAY.*\\)$", run.Text.Split('\n')[1]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DISPLAY", before);
        }
    }

    [Fact]
    public void Its_shaders_are_what_their_sources_compile_to() =>
        Assert.Empty(new ShaderBuilder.ShaderTree(Path.Combine(CommittedFiles.Root, "samples", Name, "shaders")).FindDifferences());

    /// <summary>Beside the sticker there are two flat fields, dithered by a code or two; where it stands there are its own colours, and no square around them.</summary>
    private static void AssertShowsASticker(RgbaImage shown)
    {
        Assert.Equal((Width, Height), (shown.Width, shown.Height));
        const int Side = Height * 7 / 10, Left = (Width - Side) / 2, Top = Height - Side;
        int beside = Colours(shown, 0, 0, Left, Height) + Colours(shown, Left + Side, 0, Width, Height), within = Colours(shown, Left, Top, Left + Side, Height);
        Assert.True(within > 300 && within > 8 * beside, $"{within} colours where the sticker stands, {beside} beside it");
        Assert.Equal(Mean(shown, Left - 30, Top, 30), Mean(shown, Left + 1, Top + 1, 6), 1.5);
    }

    private static int Colours(RgbaImage image, int left, int top, int right, int bottom)
    {
        var seen = new HashSet<int>();
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                int at = (y * image.Width + x) * 4;
                seen.Add(image.Pixels[at] << 16 | image.Pixels[at + 1] << 8 | image.Pixels[at + 2]);
            }
        }

        return seen.Count;
    }

    private static double Mean(RgbaImage image, int left, int top, int side) =>
        Enumerable.Range(0, side * side).Average(i => image.Pixels[((top + i / side) * image.Width + left + i % side) * 4 + 1]);

    private static void Tool(params string[] arguments)
    {
        using Process process = Process.Start("xdotool", arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static double[][] Rows(string[] lines, string what) =>
        [.. lines.Select(line => Regex.Match(line, $@"^frame (\d+) {what} brightness ([\d.]+) colorfulness ([\d.]+) hue ([\d.]+)$")).Where(match => match.Success)
            .Select(match => match.Groups.Values.Skip(1).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture)).ToArray())];

    [Fact]
    public void Wrong_arguments_are_one_line()
    {
        SampleRun run = SampleRun.Of(Name, ["--frames", "none"]);
        Assert.Equal((2, "usage: EmbedInYourEngine [--frames N] [--headless] [--validate] [-o PICTURE.png]\n"), (run.Code, run.Error));
    }
}
