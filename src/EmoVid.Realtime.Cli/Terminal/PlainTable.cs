using Spectre.Console;

namespace EmoVid.Realtime.Cli.Terminal;

/// <summary>A table on standard output: lines of plain characters, so that it reads the same in a terminal, a log and a mail.</summary>
internal static class PlainTable
{
    public static void Write(TextWriter output, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new Table().Border(TableBorder.Simple);
        for (int i = 0; i < header.Count; i++)
        {
            // The first column names, the others count.
            table.AddColumn(new TableColumn(Markup.Escape(header[i])) { Alignment = i == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 160;
        console.Write(table);
    }
}
