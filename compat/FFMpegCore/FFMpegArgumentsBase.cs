using FFMpegCore.Arguments;

namespace FFMpegCore;

/// <summary>An ordered list of command line pieces.</summary>
public abstract class FFMpegArgumentsBase
{
    internal List<IArgument> Arguments { get; } = [];
}
