namespace EmoVid.Realtime;

/// <summary>Takes the frames of a clip, in order. What it writes appears with <see cref="Complete"/>; disposed without it,
/// nothing is left.</summary>
/// <remarks>One thread at a time.</remarks>
public interface IFrameSink : IDisposable
{
    /// <summary>Takes one frame, premultiplied RGBA8. The pixels are the sink's only until the call returns.</summary>
    void Add(in FrameView frame);

    /// <summary>Finishes after the last frame.</summary>
    void Complete();
}
