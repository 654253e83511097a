using EmoVid.Realtime.Benchmarks.Reports;
using EmoVid.Realtime.Benchmarks.Suites;

namespace EmoVid.Realtime.Benchmarks;

/// <summary>Runs a suite: <c>SUITE --peers FOLDER --clips FOLDER --tool DLL --results FILE [--rounds N] [--frames N]</c>. Exit code 0 when every target
/// is kept, 3 when one is missed, 2 for bad arguments.</summary>
internal static class Program
{
    private const int TargetMissed = 3;

    private static int Main(string[] arguments)
    {
        string suite = arguments.Length > 0 ? arguments[0] : "";
        var options = new Dictionary<string, string>();
        for (int i = 1; i + 1 < arguments.Length; i += 2)
        {
            options[arguments[i]] = arguments[i + 1];
        }

        if (suite is not ("attributes" or "grade" or "pipe" or "stage" or "actor") || !options.TryGetValue("--peers", out string? peers) || !options.TryGetValue("--clips", out string? clips)
            || !options.TryGetValue("--tool", out string? tool) || !options.TryGetValue("--results", out string? results)
            || !int.TryParse(options.GetValueOrDefault("--rounds", "41"), out int rounds) || rounds < 3
            || !int.TryParse(options.GetValueOrDefault("--frames", "20000"), out int frames) || frames < 20_000)
        {
            Console.Error.WriteLine("usage: attributes|grade|pipe|stage|actor --peers FOLDER --clips FOLDER --tool DLL --results FILE [--rounds N] [--frames N]");
            return 2;
        }

        var places = new BenchmarkPlaces(peers, clips, tool, results, rounds);
        string load = MachineDescription.Load();
        (SuiteReport report, (string, string)[] versions) = suite switch
        {
            "attributes" => new AttributeSuite(places).Run(),
            "grade" => new GradeSuite(places).Run(),
            "pipe" => new LivePipeSuite(places, frames).Run(),
            "actor" => ActorSuite.OfReferencePack().Run(),
            _ => new StageSuite(places, frames).Run(),
        };
        string section = report.ToMarkdown(MachineDescription.Text(peers, versions, load));
        Console.WriteLine(section);
        ResultsFile.Write(results, suite, section);
        return report.Passed ? 0 : TargetMissed;
    }
}
