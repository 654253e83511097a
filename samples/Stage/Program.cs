using EmoVid.Realtime;
using EmoVid.Realtime.Samples.Stage;

try
{
    StageOptions options = StageArguments.Read(args, out bool headless);
    if (headless)
    {
        StageReport report = StageProgram.RunHeadless(options, null, CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant($"{report.Frames} frames on {report.Device}, {report.Frames / report.Seconds:0.0} a second, p50 {report.FrameP50:0.0} ms, p99 {report.FrameP99:0.0} ms"));
    }
    else
    {
        StageProgram.RunWindow(options, Console.Error.WriteLine, CancellationToken.None);
    }

    return 0;
}
catch (FormatException e)
{
    Console.Error.WriteLine($"stage: {e.Message}");
    return 2;
}
catch (EmoVidException e)
{
    Console.Error.WriteLine($"stage: {e.Message}");
    return 1;
}
