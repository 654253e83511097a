namespace EmoVid.Realtime;

/// <summary>Something that decides what emotion is to be shown: a stream's chat, a game's events, a slider, a recorded log.
/// <see cref="EmotionSignal.Follow"/> asks it once a frame and smooths what it says.</summary>
/// <remarks>
/// <para>It is asked, and does not call: a source whose news come on other threads (a socket, a window) keeps them until it is asked. So cues
/// take effect between frames, and a run can be recorded and repeated.</para>
/// <para>It is asked on the thread that draws. An implementation never waits for a network, a disk or a lock that is held for long.</para>
/// </remarks>
public interface IEmotionSource
{
    /// <summary>Takes the oldest cue that is due and has not been taken.</summary>
    /// <param name="now">The host's clock; it does not go back from one call to the next.</param>
    /// <param name="cue">The cue; its time is at most <paramref name="now"/> and not before that of the cue taken before.</param>
    /// <returns>False when none is due.</returns>
    bool TryRead(TimeSpan now, out EmotionCue cue);
}
