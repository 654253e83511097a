using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace EmoVid.Realtime.Cli.Terminal;

/// <summary>A progress bar on standard error while work runs, when standard error is a terminal; nothing at all when it is
/// piped.</summary>
internal static class WorkProgress
{
    /// <summary>Runs work that reports how much of a total is done.</summary>
    /// <param name="label">What is being done.</param>
    /// <param name="total">The amount that is all of it; 0 when nobody knows.</param>
    /// <param name="work">The work; it calls back with the amount that is done.</param>
    /// <param name="unit">What the amounts count, to show how many are done a second; null shows none.</param>
    public static T Run<T>(string label, int total, Func<IProgress<int>, T> work, string? unit = null)
    {
        if (Console.IsErrorRedirected)
        {
            return work(new Report(_ => { }));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        ProgressColumn[] columns = [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        return console.Progress().Columns(columns).HideCompleted(true).AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(label), maxValue: Math.Max(1, total));
            task.IsIndeterminate = total <= 0;
            var clock = Stopwatch.StartNew();
            return work(new Report(done =>
            {
                task.Value = done;
                if (unit is not null && clock.Elapsed.TotalSeconds > 0.25)
                {
                    task.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{label}, {done / clock.Elapsed.TotalSeconds:0} {unit}/s"));
                }
            }));
        });
    }

    private sealed class Report(Action<int> tell) : IProgress<int>
    {
        void IProgress<int>.Report(int value) => tell(value);
    }
}
