using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Tests.Evaluation;

public sealed class JudgePackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emovid-judges-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_shipped_judges_are_what_their_manifest_says()
    {
        JudgePack pack = JudgePack.Open(CommittedFiles.Judges);
        Assert.Equal(64, pack.Hash.Length);
        Assert.True(pack.Manifest.Files.Values.Sum(file => file.Bytes) <= 10_000_000);
        Assert.Equal(8, pack.Manifest.Clips.Select(clip => clip.Emotion).Distinct().Count());
    }

    [Fact]
    public void Judges_give_probabilities_and_the_same_for_a_batch_and_alone()
    {
        JudgePack pack = JudgePack.Open(CommittedFiles.Judges);
        using EmotionJudge judge = EmotionJudge.LoadExpression(pack);
        float[] pictures = [.. Enumerable.Range(0, 3 * judge.ItemLength).Select(i => (float)(0.5 + 0.5 * Math.Sin(i * 0.0137)))];
        var together = new float[3 * EmotionNames.Count];
        judge.Read(pictures, together);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(1, together.AsSpan(8 * i, 8).ToArray().Sum(), 4);
        }

        var alone = new float[EmotionNames.Count];
        judge.Read(pictures.AsMemory(judge.ItemLength, judge.ItemLength), alone);
        Assert.All(alone.Zip(together[8..16]), pair => Assert.Equal(pair.First, pair.Second, 4));
    }

    [Fact]
    public void A_missing_folder_a_changed_byte_and_a_way_out_are_refused()
    {
        Assert.Contains("no such folder", Assert.Throws<ModelPackException>(() => JudgePack.Open(Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);
        string copy = Copy();
        byte[] graph = File.ReadAllBytes(Path.Combine(copy, "motion.onnx"));
        graph[graph.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(copy, "motion.onnx"), graph);
        Assert.Contains("motion.onnx", Assert.Throws<ModelPackException>(() => JudgePack.Open(copy)).Message, StringComparison.Ordinal);

        string manifest = Path.Combine(copy, "manifest.json");
        string text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace("\"motion.onnx\": {", "\"../motion.onnx\": {", StringComparison.Ordinal));
        Assert.Contains("../motion.onnx", Assert.Throws<ModelPackException>(() => JudgePack.Open(copy)).Message, StringComparison.Ordinal);
        File.WriteAllText(manifest, text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));
        Assert.Contains("format 2", Assert.Throws<ModelPackException>(() => JudgePack.Open(copy)).Message, StringComparison.Ordinal);
        File.WriteAllText(manifest, "{ \"format\": 1 }");
        Assert.Contains("manifest.json", Assert.Throws<ModelPackException>(() => JudgePack.Open(copy)).Message, StringComparison.Ordinal);
    }

    private string Copy()
    {
        foreach (string file in Directory.EnumerateFiles(CommittedFiles.Judges, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(_folder, Path.GetRelativePath(CommittedFiles.Judges, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return _folder;
    }
}
