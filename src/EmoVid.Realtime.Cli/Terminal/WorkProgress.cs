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
    public static T Run<T>(string label, int total, Func<IProgress<int>, T> work)
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
            return work(new Report(done => task.Value = done));
        });
    }

    private sealed class Report(Action<int> tell) : IProgress<int>
    {
        void IProgress<int>.Report(int value) => tell(value);
    }
}
