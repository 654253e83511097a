using System.Text.Json;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary>What the tool does when nothing is wrong.</summary>
public class WorkingToolTests
{
    [Fact]
    public void Animate_writes_a_looping_clip_with_alpha_and_is_silent()
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartIn(workspace.Folder, "animate", CommittedFiles.Still("dog.webp"), "-o", "dog.webp",
            "--emotion", "anger:0.7,fear:0.3", "--intensity", "0.8", "--seconds", "1", "--fps", "12", "--size", "96", "--seed", "7", "--loop", "--ep", "cpu", "--device", "software");
        AssertDone(run);
        Assert.Empty(run.Output);
        Assert.Empty(run.Error);
        using FrameReader reader = FrameReader.Open(workspace.Path("dog.webp"));
        Assert.Equal((96, 96, 1.0), (reader.Width, reader.Height, reader.Duration!.Value.TotalSeconds));
        Assert.True(reader.TryRead(out MediaFrame frame));
        Assert.InRange(frame.Image.Pixels[3], 0, 64);
        Assert.Contains(Enumerable.Range(0, 96 * 96), pixel => frame.Image.Pixels[pixel * 4 + 3] == 255);
        Assert.Equal([workspace.Path("dog.webp")], Workspace.Entries(workspace.Folder));
    }

    [Theory]
    [InlineData("gif", MediaKind.Gif, true)]
    [InlineData("apng", MediaKind.Apng, true)]
    [InlineData("webm", MediaKind.Video, true)]
    [InlineData("mp4", MediaKind.Video, false)]
    public void Animate_writes_the_format_that_the_extension_names(string extension, MediaKind kind, bool keepsAlpha)
    {
        using var workspace = new Workspace();
        AssertDone(ToolRun.StartIn(workspace.Folder, "animate", CommittedFiles.Still("dog.webp"), "-o", $"dog.{extension}", "-e", "awe", "--seconds", "0.5", "--fps", "12", "--size", "64", "--device", "cpu"));
        using FrameReader reader = FrameReader.Open(workspace.Path($"dog.{extension}"));
        Assert.Equal((kind, 64, 64), (reader.Kind, reader.Width, reader.Height));
        int count = 0;
        for (; reader.TryRead(out MediaFrame frame); count++)
        {
            // A corner lies beside the sticker: nothing, or the white of an MP4.
            Assert.InRange(frame.Image.Pixels[keepsAlpha ? 3 : 0], keepsAlpha ? 0 : 250, keepsAlpha ? 8 : 255);
        }

        Assert.Equal(6, count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_and_another_seed_another()
    {
        using var workspace = new Workspace();
        byte[] Make(string seed)
        {
            AssertDone(ToolRun.StartIn(workspace.Folder, "animate", CommittedFiles.Still("face.webp"), "-o", "out.webp", "-e", "awe", "--seconds", "0.5", "--size", "64", "--seed", seed, "--device", "cpu"));
            return File.ReadAllBytes(workspace.Path("out.webp"));
        }

        byte[] first = Make("1");
        Assert.Equal(first, Make("1"));
        Assert.NotEqual(first, Make("2"));
    }

    [Fact]
    public void Animate_writes_a_contact_sheet()
    {
        using var workspace = new Workspace();
        AssertDone(ToolRun.StartIn(workspace.Folder, "animate", CommittedFiles.Still("balloon.webp"), "-o", "sheet.png", "-e", "fear", "--size", "64", "--device", "cpu"));
        RgbaImage sheet = StickerReader.Read(workspace.Path("sheet.png"));
        Assert.Equal((8 * 64, 64), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void A_missing_gpu_is_one_note_and_no_failure()
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartIn(workspace.Folder, "analyze", CommittedFiles.Still("face.webp"));
        AssertDone(run);
        Assert.InRange(run.ErrorLines.Length, 0, 1);
        Assert.All(run.ErrorLines, line => Assert.StartsWith("emovid: note: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void No_vulkan_at_all_is_one_note_and_the_cpu_does_the_work()
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartInShell(workspace.Folder, "VK_DRIVER_FILES=/nonexistent VK_ICD_FILENAMES=/nonexistent exec \"$@\"", "analyze", CommittedFiles.Still("face.webp"), "--json", "a.json");
        AssertDone(run);
        Assert.StartsWith("emovid: note: The CPU does the pixel work: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("\"cpu\"", File.ReadAllText(workspace.Path("a.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_writes_json_csv_and_plot()
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartIn(workspace.Folder, "analyze", CommittedFiles.Still("avatar.png"), "--json", "a.json", "--csv", "a.csv", "--plot", "a.png", "--device", "software");
        AssertDone(run);
        Assert.Contains("brightness", run.Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(workspace.Path("a.json")));
        Assert.Equal(1024, json.RootElement.GetProperty("width").GetInt32());
        Assert.InRange(json.RootElement.GetProperty("whole").GetProperty("attributes").GetProperty("coverage").GetDouble(), 0.3, 0.7);
        Assert.Equal(2, File.ReadAllLines(workspace.Path("a.csv")).Length);
        Assert.True(StickerReader.Read(workspace.Path("a.png")).Width > 600);
    }

    [Fact]
    public void Analyze_measures_the_same_on_cpu_and_software_device()
    {
        using var workspace = new Workspace();
        string Whole(string device)
        {
            AssertDone(ToolRun.StartIn(workspace.Folder, "analyze", CommittedFiles.Still("fox.webp"), "--json", "a.json", "--device", device));
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(workspace.Path("a.json")));
            return json.RootElement.GetProperty("whole").GetRawText();
        }

        Assert.Equal(Whole("cpu"), Whole("software"));
    }

    [Fact]
    public void Model_show_and_verify_know_the_pack()
    {
        ToolRun verify = ToolRun.Start("model", "verify", CommittedFiles.Pack);
        AssertDone(verify);
        Assert.Contains("match the manifest", verify.Output, StringComparison.Ordinal);
        ToolRun show = ToolRun.Start("model", "show", CommittedFiles.Pack);
        AssertDone(show);
        Assert.Contains("sha256", show.Output, StringComparison.Ordinal);
        Assert.All(EmotionNames.All, name => Assert.Contains(name, show.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Doctor_finds_everything_that_the_tests_need()
    {
        ToolRun run = ToolRun.Start("doctor");
        AssertDone(run);
        Assert.All(new[] { "vulkan", "webp", "ffmpeg", "ffprobe", "rsvg-convert", "model pack", "window        GLFW 3." }, subject =>
            Assert.Contains(run.Output.Split('\n'), line => line.StartsWith("ok", StringComparison.Ordinal) && line.Contains(subject, StringComparison.Ordinal)));
    }

    [Fact]
    public void Doctor_names_what_is_missing_and_the_command_that_installs_it()
    {
        using var workspace = new Workspace();
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Which("dotnet");
        ToolRun run = ToolRun.StartInShell(workspace.Folder, $"PATH={workspace.Folder} exec '{dotnet}' \"${{@:2}}\"", "doctor");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("sudo apt-get install -y ffmpeg", run.Output, StringComparison.Ordinal);
        Assert.Contains("ffmpeg, ffprobe missing", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_says_how_to_get_a_window_where_its_library_is_missing()
    {
        using var workspace = new Workspace();
        // The loader takes an empty file of the library's name for a broken one, and finds no other behind it.
        File.WriteAllText(Path.Combine(workspace.Folder, "libglfw.so.3"), "");
        ToolRun run = ToolRun.StartInShell(workspace.Folder, $"LD_LIBRARY_PATH={workspace.Folder} exec \"$@\"", "doctor");
        AssertDone(run);
        string[] lines = run.Output.Split('\n');
        int window = Array.FindIndex(lines, line => line.StartsWith("absent  window", StringComparison.Ordinal));
        Assert.Contains("--headless", lines[window], StringComparison.Ordinal);
        Assert.EndsWith("→ sudo apt-get install -y libglfw3", lines[window + 1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("animate", "--help")]
    [InlineData("--version")]
    public void Help_and_version_are_no_failures(params string[] arguments)
    {
        ToolRun run = ToolRun.Start(arguments);
        AssertDone(run);
        Assert.NotEmpty(run.Output);
    }

    [Fact]
    public void An_interrupt_leaves_nothing_and_says_so()
    {
        using var workspace = new Workspace();
        // The line waits until the output's temporary file shows that the work runs, then interrupts it as Ctrl-C does. A shell
        // lets its background processes ignore that signal, so env undoes it.
        const string Line = "env --default-signal=INT \"$@\" & tool=$!; until ls -A | grep -q tmp; do sleep 0.05; kill -0 $tool || exit 99; done; kill -INT $tool; wait $tool";
        ToolRun run = ToolRun.StartInShell(workspace.Folder, Line, "animate", CommittedFiles.Still("avatar.png"), "-o", "out.webp", "-e", "fear", "--seconds", "60", "--device", "cpu");
        Assert.True(run.ExitCode == 130, run.Error);
        Assert.Contains("cancelled", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    private static string Which(string program) => ToolRun.Run(Path.GetTempPath(), "bash", ["-c", $"command -v {program}"]).Output.Trim();

    private static void AssertDone(ToolRun run) => Assert.True(run.ExitCode == 0, $"Exit code {run.ExitCode}.\n{run.Error}{run.Output}");
}
