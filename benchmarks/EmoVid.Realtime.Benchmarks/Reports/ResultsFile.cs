using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Benchmarks.Reports;

/// <summary>RESULTS.md: one section a suite between markers, so that a suite rewrites only its own.</summary>
internal static class ResultsFile
{
    private const string Head = """
        # Benchmark results

        Written by `./build.sh bench attributes|grade|pipe|stage|actor`; each rewrites its own section. Every ratio is the median of
        ratios formed inside one round of one run, in which the contestants take turns on the same frames. Milliseconds are those of the
        machine named; compare ratios, not them. What the peers are and how they were tuned: [peers/README.md](peers/README.md).
        """;

    /// <summary>Puts a suite's section into the file.</summary>
    public static void Write(string path, string suite, string section)
    {
        string text = File.Exists(path) ? File.ReadAllText(path) : Head + "\n";
        string start = $"<!-- suite: {suite} -->", end = $"<!-- end: {suite} -->";
        string block = $"{start}\n{section.TrimEnd()}\n{end}";
        int from = text.IndexOf(start, StringComparison.Ordinal), to = text.IndexOf(end, StringComparison.Ordinal);
        text = from >= 0 && to > from
            ? text[..from] + block + text[(to + end.Length)..]
            : text.TrimEnd() + "\n\n" + block + "\n";
        AtomicFile.WriteText(path, text);
    }
}
