namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>A bug report of a live stage is a file an actor: networks on their thread, frames by the clock, an actor that leaves.</summary>
[Collection(StageTestGroup.Name)]
public sealed class ActorLogTests
{
    [Fact]
    public void What_actors_did_live_is_replayed_from_their_files()
    {
        using var display = new VirtualDisplay(1024, 768);
        string folder = Directory.CreateTempSubdirectory("emovid-stage-log-").FullName;
        using (var app = new StageApp(SmallStage.Options with { LogFolder = folder }, _ => { }))
        {
            for (int i = 0; i < 60; i++)
            {
                app.Scene.Actors[i / 20 % 2].Signal.SetTarget(EmotionMix.Of((Emotion)(i / 10 % EmotionNames.Count)), TimeSpan.FromSeconds(app.Scene.Seconds), 0.1);
                app.Step(0.013 + 0.001 * (i % 5));
                if (i == 40)
                {
                    app.Scene.Remove(app.Scene.Actors[1]);
                }
            }

            Assert.True(SpinWait.SpinUntil(() =>
            {
                app.Step(0.02);
                return app.Scene.Actors[0].Updates > 6;
            }, TimeSpan.FromSeconds(60)));
        }

        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        Assert.Equal(["01-dog.jsonl", "02-face.jsonl"], files.Select(Path.GetFileName));
        foreach (string file in files)
        {
            CaptureLog log = CaptureLog.Read(file);
            Assert.True(log.IsComplete);
            Assert.InRange(log.Digests.Count, 20, 10_000);
            Assert.NotEmpty(log.Updates);
            Assert.Equal(new CaptureReplayReport(log.Digests.Count, log.Digests.Count, 0, -1, ""), CaptureReplay.Run(log, new CaptureReplayOptions { PackFolder = CommittedFiles.Pack }, null, CancellationToken.None));
        }

        Directory.Delete(folder, recursive: true);
    }
}
