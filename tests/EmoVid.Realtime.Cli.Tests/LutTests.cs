using System.Globalization;

namespace EmoVid.Realtime.Cli.Tests;

/// <summary><c>emovid lut</c>, with ffmpeg's <c>lut3d</c> as the reader that shares nothing with ours.</summary>
public class LutTests
{
    [Theory]
    [InlineData("sadness:0.7,awe:0.3", "1", "33")]
    [InlineData("anger", "0.5", "17")]
    [InlineData("neutral", "1", "2")]
    public void Ffmpeg_shows_what_our_grader_shows(string mood, string strength, string size)
    {
        const int Width = 256, Height = 128;
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartIn(workspace.Folder, "lut", "--mood", mood, "--strength", strength, "--size", size, "-o", "look.cube");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);

        byte[] source = new byte[Width * Height * 4];
        new Random(3).NextBytes(source);
        workspace.Write("in.raw", source);
        string format = string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
        ToolRun ffmpeg = ToolRun.Run(
            workspace.Folder,
            "ffmpeg",
            ["-v", "error", "-f", "rawvideo", "-pix_fmt", "rgba", "-s", format, "-i", "in.raw", "-vf", "lut3d=file=look.cube:interp=tetrahedral", "-f", "rawvideo", "-pix_fmt", "rgba", "out.raw"]);
        Assert.True(ffmpeg.ExitCode == 0, ffmpeg.Error);

        byte[] theirs = File.ReadAllBytes(workspace.Path("out.raw")), ours = new byte[source.Length];
        using var grader = new CpuSceneGrader();
        grader.Grade(
            new FrameView(source, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Straight),
            new FrameTarget(ours, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Straight),
            GradeLutBaker.Bake(CubeLut.Read(workspace.Path("look.cube"))),
            new GradeOptions { NoDither = true });
        int different = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            // A coarser lattice than ours is interpolated twice by us.
            Assert.InRange(ours[i] - theirs[i], -1, 1);
            different += ours[i] != source[i] ? 1 : 0;
        }

        Assert.Equal(mood == "neutral", different == 0);
    }

    [Fact]
    public void Ffmpeg_and_we_read_a_foreign_look_alike()
    {
        // Not a grade of ours: steep, with a domain narrower than 0-1, and 5 points a side.
        const int Size = 5, Pixels = 4096;
        var text = new System.Text.StringBuilder("TITLE \"foreign\"\nLUT_3D_SIZE 5\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n");
        var random = new Random(9);
        for (int i = 0; i < Size * Size * Size; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble():0.0000} {random.NextDouble():0.0000} {random.NextDouble():0.0000}\n");
        }

        using var workspace = new Workspace();
        workspace.Write("look.cube", System.Text.Encoding.UTF8.GetBytes(text.ToString()));
        byte[] source = new byte[Pixels * 3];
        random.NextBytes(source);
        workspace.Write("in.raw", source);
        ToolRun ffmpeg = ToolRun.Run(
            workspace.Folder,
            "ffmpeg",
            ["-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "64x64", "-i", "in.raw", "-vf", "lut3d=file=look.cube:interp=tetrahedral", "-f", "rawvideo", "-pix_fmt", "rgb24", "out.raw"]);
        Assert.True(ffmpeg.ExitCode == 0, ffmpeg.Error);
        byte[] theirs = File.ReadAllBytes(workspace.Path("out.raw"));
        CubeLut look = CubeLut.Read(workspace.Path("look.cube"));
        for (int i = 0; i < source.Length; i += 3)
        {
            (float red, float green, float blue) = look.Apply(source[i] / 255f, source[i + 1] / 255f, source[i + 2] / 255f);
            Assert.InRange(255 * red - theirs[i], -1.01, 1.01);
            Assert.InRange(255 * green - theirs[i + 1], -1.01, 1.01);
            Assert.InRange(255 * blue - theirs[i + 2], -1.01, 1.01);
        }
    }

    [Fact]
    public void Moods_of_a_folder_are_known()
    {
        using var workspace = new Workspace();
        workspace.CreateFolder("own");
        workspace.Write("own/dusk.json", """{ "format": 1, "name": "dusk", "grade": { "brightness": { "value": -0.1 } } }"""u8);
        ToolRun run = ToolRun.StartIn(workspace.Folder, "lut", "--mood", "dusk,awe", "--moods", "own", "--protect-skin", "0.5", "-o", "look.cube");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(GradeLut.Size, CubeLut.Read(workspace.Path("look.cube")).LatticeSize);
    }

    [Theory]
    [InlineData("--mood", "joy", "amusement")]
    [InlineData("--mood", "anger:0,7", "amusement")]
    [InlineData("--mood", "", "amusement")]
    [InlineData("--size", "1", "2 to 65")]
    [InlineData("--size", "1000", "2 to 65")]
    [InlineData("--strength", "2", "--strength")]
    [InlineData("--protect-skin", "NaN", "--protect-skin")]
    [InlineData("-o", "look.txt", ".cube")]
    public void A_bad_argument_is_refused(string option, string value, string expected)
    {
        using var workspace = new Workspace();
        var arguments = new Dictionary<string, string> { ["--mood"] = "awe", ["-o"] = "look.cube", [option] = value };
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, ["lut", .. arguments.SelectMany(pair => new[] { pair.Key, pair.Value })]), 2, expected);
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [Theory]
    [InlineData("bad.json", "{ \"format\": 1, \"name\": \"calm\", \"grade\": { \"brightness\": { \"value\": 3 } } }", "grade.brightness.value")]
    [InlineData("bad.json", "{ \"format\": 1,", "not JSON")]
    [InlineData("bad.cube", "LUT_3D_SIZE 1000\n", "LUT_3D_SIZE")]
    public void A_broken_mood_is_told_in_one_line(string name, string content, string expected)
    {
        using var workspace = new Workspace();
        workspace.Write(name, System.Text.Encoding.UTF8.GetBytes(content));
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "lut", "--mood", "awe", "--moods", ".", "-o", "look.cube"), 1, name, expected);
        Assert.Equal([workspace.Path(name)], Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void A_missing_folder_is_told_in_one_line()
    {
        using var workspace = new Workspace();
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "lut", "--mood", "awe", "--moods", "nowhere", "-o", "look.cube"), 1, "nowhere");
        OneLine.Assert(ToolRun.StartIn(workspace.Folder, "lut", "--mood", "awe", "-o", "nowhere/look.cube"), 1, "nowhere");
    }
}
