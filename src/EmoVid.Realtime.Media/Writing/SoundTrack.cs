using System.Globalization;
using FFMpegCore;

namespace EmoVid.Realtime.Media;

/// <summary>The first audio track of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Codec">ffmpeg's name of the codec.</param>
/// <param name="PictureOffset">The option that puts the new pictures where the file's own ones begin, or empty.</param>
internal sealed record SoundTrack(string Path, string Codec, string PictureOffset)
{
    /// <summary>Looks for one.</summary>
    /// <returns>Null where the file is silent.</returns>
    /// <exception cref="MediaException">The file cannot be read.</exception>
    public static SoundTrack? Find(string path)
    {
        MediaSource source = MediaSource.Open(path, MediaLimits.Default);
        if (source.Kind != MediaKind.Video)
        {
            return null;
        }

        string full = System.IO.Path.GetFullPath(path);
        IMediaAnalysis analysis = Task.Run(() => FFmpegInput.GuardedAsync(source, () => FFProbe.AnalyseAsync(full, customArguments: FFmpegInput.Protocols))).GetAwaiter().GetResult();
        if (analysis.PrimaryAudioStream is not { } audio)
        {
            return null;
        }

        // ffmpeg begins the file's clock at its earliest stream.
        TimeSpan offset = (analysis.PrimaryVideoStream?.StartTime ?? analysis.Format.StartTime) - analysis.Format.StartTime;
        return new SoundTrack(path, audio.CodecName, offset > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"-itsoffset {offset.TotalSeconds:0.000000}") : string.Empty);
    }
}
