using System.Globalization;
using System.Text;
using EmoVid.Realtime.Benchmarks.Racing;

namespace EmoVid.Realtime.Benchmarks.Reports;

/// <summary>What a suite found, as Markdown.</summary>
internal sealed class SuiteReport(string title)
{
    private readonly List<TargetRow> _targets = [];
    private readonly StringBuilder _details = new();

    public bool Passed => _targets.All(row => row.Passed != false);

    /// <summary>Runs a part of the suite. One that fails is a missed target, and the others still run.</summary>
    public void Part(string name, Action part)
    {
        Console.Error.WriteLine($"{name}:");
        try
        {
            part();
        }
        catch (Exception failure) when (failure is InvalidOperationException or EmoVidException or IOException)
        {
            Add(new TargetRow(name, "runs", failure.Message.ReplaceLineEndings(" "), false));
        }
    }

    public void Add(TargetRow row)
    {
        _targets.Add(row);
        Console.Error.WriteLine($"  {row.What}: {row.Measured} (target {row.Target}) {row.Mark}");
    }

    /// <summary>A table of times, all of one race, with the ratio to one of its contestants.</summary>
    public void AddTimes(string heading, RaceResult race, string reference)
    {
        _details.Append(CultureInfo.InvariantCulture, $"\n#### {heading}\n\n| | ms a frame, median | min | 10 % – 90 % | × {reference} |\n|---|---|---|---|---|\n");
        foreach (string name in race.Names)
        {
            Spread time = race.Time(name);
            _details.Append(CultureInfo.InvariantCulture,
                $"| {name} | {Spread.Number(time.Median)} | {Spread.Number(time.Min)} | {Spread.Number(time.P10)} – {Spread.Number(time.P90)} | {Spread.Number(race.Ratio(name, reference).Median)} |\n");
        }
    }

    public void AddText(string text) => _details.Append('\n').Append(text).Append('\n');

    public string ToMarkdown(string machine)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{machine}\n| What | Target | Measured: median (10 % – 90 %) | |\n|---|---|---|---|\n");
        foreach (TargetRow row in _targets)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.What} | {row.Target} | {row.Measured} | {row.Mark} |\n");
        }

        return text.Append(_details).ToString();
    }
}
