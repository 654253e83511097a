using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using EmoVid.Realtime.Cli.Commands;
using EmoVid.Realtime.Cli.Terminal;

namespace EmoVid.Realtime.Cli;

/// <summary>The whole tool: parses, runs, and maps every outcome to an exit code and at most one line of error.</summary>
internal static class EmoVidTool
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        ParseResult parsed = CreateRoot().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync(DescribeArguments(parsed)).ConfigureAwait(false);
            return ExitCode.BadArguments;
        }

        try
        {
            var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
            int code = await parsed.InvokeAsync(configuration).ConfigureAwait(false);
            Notices.OfThisRun.Flush(error);
            return code;
        }
#pragma warning disable CA1031 // The last resort: whatever escapes becomes one line and an exit code, never a crash.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            (string line, int code) = FailureLine.Describe(failure, parsed.GetValue(SharedOptions.Verbose));
            await error.WriteLineAsync(line).ConfigureAwait(false);
            return code;
        }
    }

    private static RootCommand CreateRoot() => new("Real stickers act emotions: animates stills, measures what pictures look like.")
    {
        SharedOptions.Verbose,
        DoctorCommand.Create(),
        AnimateCommand.Create(),
        AnalyzeCommand.Create(),
        GradeCommand.Create(),
        LutCommand.Create(),
        ReplayCommand.Create(),
        ModelCommand.Create(),
        EvalCommand.Create(),
        DemoCommand.Create(),
        StageCommand.Create(),
    };

    private static string DescribeArguments(ParseResult parsed)
    {
        var name = new StringBuilder();
        for (CommandResult? level = parsed.CommandResult; level is not null; level = level.Parent as CommandResult)
        {
            name.Insert(0, level.Command is RootCommand ? "emovid" : " " + level.Command.Name);
        }

        ParseError error = parsed.Errors[0];
        string message = FailureLine.OneLine(error.Message).TrimEnd('.');
        string? option = (error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult)?.Option.Name;
        // The parser's own sentences do not always say which option they are about.
        string subject = option is null || message.Contains(option, StringComparison.Ordinal) ? "" : $"reading {option}: ";
        return $"emovid: {subject}{message}; see {name} --help";
    }
}
