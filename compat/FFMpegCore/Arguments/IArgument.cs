namespace FFMpegCore.Arguments;

/// <summary>One piece of an ffmpeg command line.</summary>
public interface IArgument
{
    /// <summary>The words as they stand on the command line, quoted where needed.</summary>
    string Text { get; }
}
