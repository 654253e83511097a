using System.Collections.Concurrent;
using EmoVid.Realtime;

namespace ChatMood;

/// <summary>Turns what a chat says into the mood of the room: every line stirs emotions, and what is stirred fades.</summary>
/// <remarks>Lines may be added on any thread; one thread asks. Without new lines asking allocates nothing.</remarks>
internal sealed class ChatEmotionSource(MoodRules rules) : IEmotionSource
{
    /// <summary>A weight moves by this much before the signal hears of it: less is not seen, and a cue a frame would restart the turn every time.</summary>
    private const float Step = 0.03f;

    private readonly ConcurrentQueue<ChatLine> _lines = new();
    private readonly float[] _scores = new float[EmotionNames.Count];
    private readonly float[] _told = new float[EmotionNames.Count];
    private TimeSpan _at;

    /// <summary>Lines taken so far.</summary>
    public int LineCount { get; private set; }

    /// <summary>Adds a line; its time is not before that of the line before.</summary>
    public void Add(ChatLine line) => _lines.Enqueue(line);

    /// <inheritdoc/>
    public bool TryRead(TimeSpan now, out EmotionCue cue)
    {
        while (_lines.TryPeek(out ChatLine line) && line.At <= now)
        {
            _lines.TryDequeue(out _);
            Fade(line.At);
            rules.Score(line.Text, _scores);
            LineCount++;
        }

        Fade(now);
        return TryTell(now, out cue);
    }

    private void Fade(TimeSpan now)
    {
        if (now > _at)
        {
            var rest = (float)Math.Pow(0.5, (now - _at).TotalSeconds / rules.HalfLifeSeconds);
            for (int i = 0; i < _scores.Length; i++)
            {
                _scores[i] *= rest;
            }

            _at = now;
        }
    }

    private bool TryTell(TimeSpan now, out EmotionCue cue)
    {
        Span<float> weights = stackalloc float[EmotionNames.Count];
        float sum = rules.Calm, change = 0, most = 0;
        foreach (float score in _scores)
        {
            sum += score;
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = _scores[i] / sum < Step ? 0 : _scores[i] / sum;
            change = Math.Max(change, Math.Abs(weights[i] - _told[i]));
            most = Math.Max(most, weights[i]);
        }

        // Weights below a step are told as 0, so that a room that has calmed down is told to be neutral.
        if (change < Step)
        {
            cue = default;
            return false;
        }

        weights.CopyTo(_told);
        cue = new EmotionCue(now, most == 0 ? EmotionMix.Neutral : EmotionMix.Create(weights));
        return true;
    }
}
