namespace EmoVid.Realtime;

/// <summary>From mood and measurements to a baked table: everything of a <see cref="SceneGrader"/> that needs not keep pace with frames.</summary>
/// <remarks>One thread at a time. Allocates nothing a frame.</remarks>
internal sealed class GradeBakery
{
    private readonly MoodLibrary _library;
    private readonly MoodSteering? _steering;
    private readonly SceneTracker _tracker = new();
    private readonly GradeRecipe _recipe = new();
    private readonly GradeRecipe _baked = new();
    private float _bakedSkin = -1;

    public GradeBakery(SceneGraderOptions options)
    {
        _library = options.Library ?? MoodLibrary.BuiltIn;
        _steering = options.Steers ? new MoodSteering(options.Steering) : null;
    }

    /// <summary>What the meter of the scene measures.</summary>
    public static AttributeSet SceneSet => AttributeSet.Standard | MoodSteering.RequiredSet | CutDetector.RequiredSet;

    /// <summary>Where baked tables go.</summary>
    public GradeLutExchange Exchange { get; } = new();

    /// <summary>Takes the scene's newest measurement.</summary>
    public void ObserveScene(AttributeSums sums, TimeSpan time)
    {
        SceneState state = _tracker.Advance(sums, time);
        switch (state.Verdict)
        {
            case CutVerdict.Confirmed:
                _steering?.ObserveScene(sums, time, isNewShot: true);
                break;
            case CutVerdict.Steady or CutVerdict.Dismissed:
                _steering?.ObserveScene(sums, time);
                break;
            default:
                // A flash leaves no trace in the grade.
                break;
        }
    }

    /// <summary>Takes a frame's measurements before and after it went through a table.</summary>
    public void ObserveOutput(AttributeSums scene, AttributeSums output, GradeLut applied, TimeSpan time) => _steering?.ObserveOutput(scene, output, applied, time);

    /// <summary>Bakes what the settings and the steering want at a time, if it is not what is baked.</summary>
    public void Bake(SceneGradeSettings settings, TimeSpan time)
    {
        Compose(settings, time);
        if (_steering is not null)
        {
            _steering.Mood = _recipe.Grade;
            _recipe.Grade = _steering.Steer(time);
        }
        else
        {
            _recipe.Grade = _recipe.Grade.Clamp();
        }

        bool isBaked = _bakedSkin == settings.SkinProtection && _baked.Grade == _recipe.Grade && _baked.HasLooksOf(_recipe);
        if (isBaked)
        {
            return;
        }

        GradeLut target = Exchange.Writable;
        GradeLutBaker.Bake(_recipe, new GradeBakeOptions { SkinProtection = settings.SkinProtection }, Exchange);
        _steering?.ObserveBake(_recipe.Grade, target);
        _baked.CopyFrom(_recipe);
        _bakedSkin = settings.SkinProtection;
    }

    /// <summary>Forgets the scene.</summary>
    public void Reset()
    {
        _tracker.Reset();
        _steering?.Reset();
    }

    private void Compose(SceneGradeSettings settings, TimeSpan time)
    {
        if (settings.Signal is not null)
        {
            _library.Compose(settings.Signal.MixAt(time), _recipe);
        }
        else if (settings.Mood is not null)
        {
            _recipe.CopyFrom(settings.Mood);
        }
        else
        {
            _recipe.Clear();
        }

        _recipe.Scale(settings.Strength);
    }
}
