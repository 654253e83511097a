using System.Text.RegularExpressions;

namespace EmoVid.Realtime.Cli;

/// <summary>Turns any failure into the one line that the user sees.</summary>
internal static partial class FailureLine
{
    private const string VerboseOption = "--verbose";

    public static bool WantsStack(IReadOnlyList<string> args) => args.Contains(VerboseOption);

    /// <summary>The line and exit code of a failure. Failures that nobody foresaw say so and name <c>--verbose</c>.</summary>
    public static (string Line, int Code) Describe(Exception failure, bool withStack)
    {
        failure = failure is AggregateException { InnerExceptions.Count: 1 } wrapped ? wrapped.InnerExceptions[0] : failure;
        return failure switch
        {
            BadArgumentException => (Prefixed(failure.Message) + Stack(failure, withStack), ExitCode.BadArguments),
            OperationCanceledException => (Prefixed("cancelled; unfinished files are removed"), ExitCode.Cancelled),
            EmoVidException => (Prefixed(failure.Message) + Stack(failure, withStack), ExitCode.Failed),
            IOException or UnauthorizedAccessException => (Prefixed($"reading or writing a file failed: {failure.Message}") + Stack(failure, withStack), ExitCode.Failed),
            OutOfMemoryException => (Prefixed("the work needs more memory than this machine gives; use a smaller input or --size") + Stack(failure, withStack), ExitCode.Failed),
            _ => (Unexpected(failure, withStack), ExitCode.Failed),
        };
    }

    public static string Unexpected(Exception failure, bool withStack) =>
        Prefixed($"something unforeseen failed: {failure.GetType().Name}: {failure.Message}; run again with {VerboseOption} for the stack and report it") + Stack(failure, withStack);

    /// <summary>Folds line breaks and runs of blanks, so that one failure is one line whatever a library put in its message.</summary>
    public static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    private static string Prefixed(string message) => "emovid: " + OneLine(message);

    private static string Stack(Exception failure, bool withStack) => withStack ? Environment.NewLine + failure : "";

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Blanks();
}
