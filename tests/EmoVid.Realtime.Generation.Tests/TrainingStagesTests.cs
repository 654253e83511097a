using System.Diagnostics;

namespace EmoVid.Realtime.Generation.Tests;

/// <summary>The training code under training/: its stages run end to end on a tiny corpus, and what they export is a pack.</summary>
public class TrainingStagesTests
{
    private static readonly string Training = Path.Combine(CommittedFiles.Root, "training");

    [Fact]
    public void Every_stage_runs_and_the_result_is_a_pack_that_acts()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("emovid-training-");
        try
        {
            string pack = Path.Combine(folder.FullName, "pack");
            Run("bash", [Path.Combine(Training, "run_tiny.sh"), Path.Combine(folder.FullName, "work"), pack]);

            using StickerGenerator generator = StickerGenerator.Create(ModelPack.Open(pack));
            RgbaImage still = new(32, 32, AlphaMode.Premultiplied);
            still.Pixels.AsSpan().Fill(200);
            using StickerActor actor = generator.CreateActor(still.View, StickerPlacement.Fit(still.View, generator.Pack.Manifest.StillFill), seed: 1);
            actor.PlanLoop(EmotionMix.Of(Emotion.Amusement), TimeSpan.FromSeconds(3));
            MotionFields fields = actor.CreateFields();
            actor.Sample(1.0, fields);
            Assert.All(fields.Warp, value => Assert.True(float.IsFinite(value)));
            Assert.All(fields.Paint, value => Assert.InRange(value, -1e-4f, 1.0001f));

            // What is exported takes any number of actors in a run, and gives each what it gets alone.
            using ActorBatch batch = generator.CreateBatch(3);
            MotionFields[] together = [actor.CreateFields(), actor.CreateFields(), actor.CreateFields()];
            batch.Sample([actor, actor, actor], [0.4, 1.0, 2.1], together);
            Assert.True(batch.RunsTogether);
            Assert.Equal(0, fields.Warp.Zip(together[1].Warp, (x, y) => Math.Abs(x - y)).Max(), 1e-4f);
            Assert.Equal(0, fields.Paint.Zip(together[1].Paint, (x, y) => Math.Abs(x - y)).Max(), 1e-4f);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("tests.test_geometry")]
    [InlineData("tests.test_packed_corpus")]
    [InlineData("tests.test_renderer")]
    public void Python_checks_hold(string module)
    {
        string report = Run(SystemPython, ["-m", "unittest", "-v", module]);
        Assert.Matches(@"Ran [1-9]\d* tests", report);
    }

    /// <summary>Torch is a package of the system's Python; another one may stand first in PATH.</summary>
    private static string SystemPython => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>Runs a command in training/ and returns what it wrote to its error output.</summary>
    private static string Run(string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = Training,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}\n{output.Result}\n{errors}");
        return errors;
    }
}
