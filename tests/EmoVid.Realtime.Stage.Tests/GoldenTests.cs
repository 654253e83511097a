using System.Globalization;

namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>The picture as a whole: everyone in place, the backdrop behind them. Coarse on purpose: means of 16×9 blocks, so that another driver passes,
/// and a missing sticker or a wrong colour does not. With the tests' own pack, which no training changes.</summary>
[Collection(StageTestGroup.Name)]
public sealed class GoldenTests
{
    private const int Columns = 16, Rows = 9;

    // A sticker covers several blocks by half or more; moving by a twentieth of its size changes none by as much.
    private const double Tolerance = 14;

    private static readonly string File = Path.Combine(CommittedFiles.Root, "tests", "assets", "stage", "blocks.txt");

    [Fact]
    public void The_stage_looks_as_it_did()
    {
        double[] found = Blocks();
        if (Environment.GetEnvironmentVariable("EMOVID_GOLDEN") == "update:stage")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.WriteAllLines(File, found.Select(value => value.ToString("0.0", CultureInfo.InvariantCulture)));
        }

        double[] expected = [.. System.IO.File.ReadLines(File).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(Columns * Rows * 3, expected.Length);
        var far = new List<string>();
        for (int i = 0; i < expected.Length; i++)
        {
            if (Math.Abs(expected[i] - found[i]) > Tolerance)
            {
                far.Add(string.Create(CultureInfo.InvariantCulture, $"column {i / 3 % Columns}, row {i / 3 / Columns}, {"RGB"[i % 3]}: expected {expected[i]:0}, found {found[i]:0}"));
            }
        }

        Assert.True(far.Count == 0, string.Join('\n', far.Take(12)));
    }

    private static double[] Blocks()
    {
        using var run = new HeadlessRun(SmallStage.Options with { PackFolder = Path.Combine(CommittedFiles.Root, "tests", "assets", "packs", "synthetic"), Width = 320, Height = 180, Actors = 7, Validation = false });
        for (int i = 0; i < 4; i++)
        {
            run.Draw();
        }

        byte[] pixels = RunPixels.Read(run);
        double[] sums = new double[Columns * Rows * 3];
        for (int y = 0; y < 180; y++)
        {
            for (int x = 0; x < 320; x++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    sums[((y * Rows / 180 * Columns) + (x * Columns / 320)) * 3 + channel] += pixels[(y * 320 + x) * 4 + channel] / 400.0;
                }
            }
        }

        return sums;
    }
}
