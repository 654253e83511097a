using EmoVid.Realtime.Cli.Arguments;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>What <c>grade</c> shall show: a mix of emotions, a user's mood, or a timeline.</summary>
internal sealed class GradeMood
{
    private readonly MoodTimeline? _timeline;
    private readonly float _intensity;
    private readonly float _strength;

    private GradeMood(SceneGradeSettings settings, MoodTimeline? timeline, float intensity, float strength) =>
        (Settings, _timeline, _intensity, _strength) = (settings, timeline, intensity, strength);

    /// <summary>The signal or mood, and the strength at the start.</summary>
    public SceneGradeSettings Settings { get; }

    /// <exception cref="BadArgumentException">The text is no mix of moods.</exception>
    /// <exception cref="MoodException">The timeline is none.</exception>
    public static GradeMood Read(MoodLibrary library, string? text, FileInfo? timelineFile, double intensity, double strength, double transitionSeconds)
    {
        if (timelineFile is not null)
        {
            // The timeline is a function of time by itself: the signal has only to show it.
            var shown = new SceneGradeSettings { Signal = new EmotionSignal(0, 0), Strength = (float)strength };
            return new GradeMood(shown, MoodTimeline.Read(timelineFile.ToString()), (float)intensity, (float)strength);
        }

        GradeRecipe recipe = MoodArgument.Read(library, text ?? EmotionNames.Neutral);
        var settings = new SceneGradeSettings { Strength = (float)strength };
        if (TryParseEmotions(text ?? EmotionNames.Neutral) is { } mix)
        {
            var signal = new EmotionSignal(transitionSeconds, transitionSeconds);
            signal.SetTarget(mix.WithIntensity((float)intensity), TimeSpan.Zero);
            return new GradeMood(settings with { Signal = signal }, null, 1, 1);
        }

        if (transitionSeconds > 0)
        {
            throw new BadArgumentException($"reading --transition: found '{text}' beside it, expected a mix of the eight emotions; a mood of your own is there from the first frame");
        }

        recipe.Scale((float)intensity);
        return new GradeMood(settings with { Mood = recipe }, null, 1, 1);
    }

    /// <summary>What sets the grader to the timeline before each frame; null where there is none.</summary>
    public Action<TimeSpan>? Follow(SceneGrader grader)
    {
        if (_timeline is not { } timeline)
        {
            return null;
        }

        return time =>
        {
            EmotionMix mix = timeline.MixAt(time);
            Settings.Signal!.SetTarget(mix.WithIntensity(mix.Intensity * _intensity), time, 0);
            float strength = timeline.StrengthAt(time) * _strength;
            if (grader.Settings.Strength != strength)
            {
                grader.Settings = grader.Settings with { Strength = strength };
            }
        };
    }

    /// <summary>Null where the text names moods that are no emotions.</summary>
    private static EmotionMix? TryParseEmotions(string text)
    {
        try
        {
            return EmotionMix.Parse(text);
        }
        catch (EmoVidException)
        {
            return null;
        }
    }
}
