namespace EmoVid.Realtime.Cli.Terminal;

/// <summary>What the user should know though nothing failed. On a terminal it is said at once; in a log it waits for the work's
/// success, so that a failure stays one line there.</summary>
internal sealed class Notices
{
    private readonly List<string> _waiting = [];

    public static Notices OfThisRun { get; } = new();

    public void Add(string text)
    {
        string line = "emovid: note: " + FailureLine.OneLine(text);
        if (Console.IsErrorRedirected)
        {
            _waiting.Add(line);
        }
        else
        {
            Console.Error.WriteLine(line);
        }
    }

    public void Flush(TextWriter error)
    {
        _waiting.ForEach(error.WriteLine);
        _waiting.Clear();
    }
}
