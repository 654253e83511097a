namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>Where the results of each input go. Of one input the options name files; of several, or of a folder, they name folders,
/// which are made where missing, and an output there is called as its input with an extension added.</summary>
internal sealed class AnalyzeOutputs
{
    private readonly bool _several;
    private readonly string? _json;
    private readonly string? _csv;
    private readonly string? _plot;

    /// <summary>Checks the places before any work.</summary>
    /// <exception cref="BadArgumentException">An extension is wrong, or two inputs would share an output.</exception>
    /// <exception cref="EmoVidException">A place cannot be written.</exception>
    public AnalyzeOutputs(bool several, IReadOnlyList<string> inputs, FileInfo? json, FileInfo? csv, FileInfo? plot)
    {
        _several = several;
        if (plot is not null && !several)
        {
            OutputPlace.Format("--plot", plot, "png", "svg");
        }

        foreach (FileInfo output in new[] { json, csv, plot }.OfType<FileInfo>())
        {
            if (several)
            {
                OutputPlace.RequireOrCreateFolder(new DirectoryInfo(output.FullName));
            }
            else
            {
                OutputPlace.Require(output);
            }
        }

        if (several && (json ?? csv ?? plot) is not null
            && inputs.GroupBy(Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            throw new BadArgumentException($"reading FILE: found '{twins.First()}' and '{twins.ElementAt(1)}', whose outputs would have the same name, expected different names; analyze them one by one");
        }

        (_json, _csv, _plot) = (json?.FullName, csv?.FullName, plot?.FullName);
    }

    public bool WantsPlot => _plot is not null;

    public bool WantsRows => _json is not null || _csv is not null || WantsPlot;

    public string? Json(string input) => Place(_json, input, ".json");

    public string? Csv(string input) => Place(_csv, input, ".csv");

    public string? Plot(string input) => Place(_plot, input, ".png");

    private static string Name(string input) => input == AnalyzeInputs.StandardInput ? "stdin" : Path.GetFileName(input);

    private string? Place(string? output, string input, string extension) => output is null || !_several ? output : Path.Combine(output, Name(input) + extension);
}
