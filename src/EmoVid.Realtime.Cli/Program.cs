using EmoVid.Realtime.Cli;

// Failures on other threads would otherwise end in the runtime's own multi-line report.
AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
{
    Console.Error.WriteLine(FailureLine.Unexpected((Exception)failure.ExceptionObject, FailureLine.WantsStack(args)));
    Environment.Exit(ExitCode.Failed);
};

return await EmoVidTool.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
