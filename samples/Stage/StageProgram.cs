namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The stage as a program: in a window, or as a file of a run without one.</summary>
public static class StageProgram
{
    /// <summary>Opens the window and plays until it is closed. The calling thread draws; on macOS it must be the process's first.</summary>
    /// <param name="options">How.</param>
    /// <param name="notices">Takes a line for what the user should know.</param>
    /// <param name="cancellation">Closes the window.</param>
    /// <exception cref="EmoVidException">There is no display, no device, or something failed; one line.</exception>
    public static void RunWindow(StageOptions options, Action<string> notices, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var app = new StageApp(options, notices);
        app.Run(cancellation);
    }

    /// <summary>Plays a scripted scene without a window, in fixed steps: the same options give the same pictures on one device.</summary>
    /// <param name="options">How.</param>
    /// <param name="progress">Takes the number of frames done; may be null.</param>
    /// <param name="cancellation">Ends the run; no file is left.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="EmoVidException">There is no device, or something failed; one line.</exception>
    public static StageReport RunHeadless(StageOptions options, Action<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var run = new HeadlessRun(options);
        return run.Play(progress, cancellation);
    }
}
