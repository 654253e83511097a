using EmoVid.Realtime.Cli.Arguments;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>What <c>grade</c> shall show: a mix of emotions, a user's mood, or a timeline.</summary>
internal sealed class GradeMood
{
    private readonly MoodTimeline? _timeline;
    private readonly MoodLibrary? _library;
    private readonly string _text = string.Empty;
    private readonly float _intensity;
    private readonly float _strength;

    private GradeMood(SceneGradeSettings settings, MoodTimeline? timeline, float intensity, float strength) =>
        (Settings, _timeline, _intensity, _strength) = (settings, timeline, intensity, strength);

    private GradeMood(MoodLibrary library, string text, SceneGradeSettings settings, float intensity)
        : this(settings, null, intensity, 1) => (_library, _text) = (library, text);

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
        return new GradeMood(library, text!, settings with { Mood = recipe }, (float)intensity);
    }

    /// <summary>What sets the grader to the timeline, or to a mood of one's own whose file has changed, before each frame; null where nothing changes.</summary>
    public Action<TimeSpan>? Follow(SceneGrader grader)
    {
        if (_timeline is not { } timeline)
        {
            return _library is null ? null : FollowLibrary(grader, _library);
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

    private Action<TimeSpan> FollowLibrary(SceneGrader grader, MoodLibrary library)
    {
        int version = library.Version;
        return _ =>
        {
            if (library.Version == version)
            {
                return;
            }

            version = library.Version;
            try
            {
                GradeRecipe recipe = library.Parse(_text);
                recipe.Scale(_intensity);
                grader.Settings = grader.Settings with { Mood = recipe };
            }
            catch (EmoVidException)
            {
                // A mood that is gone stays as it was, like one whose file is broken.
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
