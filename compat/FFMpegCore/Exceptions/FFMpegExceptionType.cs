namespace FFMpegCore.Exceptions;

/// <summary>Which step a <see cref="FFMpegException"/> comes from.</summary>
public enum FFMpegExceptionType
{
    /// <summary>A conversion.</summary>
    Conversion,

    /// <summary>A file that is missing or must not be overwritten.</summary>
    File,

    /// <summary>A call that cannot be carried out.</summary>
    Operation,

    /// <summary>The ffmpeg or ffprobe process.</summary>
    Process,
}
