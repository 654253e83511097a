namespace FFMpegCore;

/// <summary>What ffprobe says about a file.</summary>
public interface IMediaAnalysis
{
    /// <summary>The longest of the container's and the primary streams' durations.</summary>
    TimeSpan Duration { get; }

    /// <summary>The container.</summary>
    MediaFormat Format { get; }

    /// <summary>The audio stream of lowest index, if any.</summary>
    AudioStream? PrimaryAudioStream { get; }

    /// <summary>The video stream of lowest index, if any.</summary>
    VideoStream? PrimaryVideoStream { get; }

    /// <summary>All video streams.</summary>
    List<VideoStream> VideoStreams { get; }

    /// <summary>All audio streams.</summary>
    List<AudioStream> AudioStreams { get; }

    /// <summary>ffprobe's standard error.</summary>
    IReadOnlyList<string> ErrorData { get; }
}
