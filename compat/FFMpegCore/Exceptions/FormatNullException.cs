namespace FFMpegCore.Exceptions;

/// <summary>ffprobe ended well and described no container.</summary>
public class FormatNullException : FFProbeException
{
    /// <summary>Creates the exception.</summary>
    public FormatNullException()
        : base("Format not specified")
    {
    }
}
