using EmoVid.Realtime.Benchmarks.Reports;

namespace EmoVid.Realtime.Benchmarks.Suites;

/// <summary>How fast frames are graded.</summary>
internal sealed class GradeSuite(BenchmarkPlaces places)
{
    private readonly SuiteReport _report = new("Mood grading");

    public (SuiteReport Report, (string Name, string Value)[] Versions) Run() =>
        (_report, [("ffmpeg", MachineDescription.Ffmpeg()), ("peers", places.Peers)]);
}
