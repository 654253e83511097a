namespace EmoVid.Realtime.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>The work is done.</summary>
    public const int Done = 0;

    /// <summary>The work was asked for correctly and failed.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong; nothing was done.</summary>
    public const int BadArguments = 2;

    /// <summary>Interrupted: 128 + SIGINT, as shells report it.</summary>
    public const int Cancelled = 130;
}
