using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What is on the stage, without any of the graphics: who acts, what each of them feels, and the mood of the whole. The render thread's.</summary>
internal sealed class StageScene : IDisposable
{
    /// <summary>More would not fit the stage.</summary>
    public const int MaxActors = 64;

    private readonly StickerGenerator _generator;
    private readonly ActorCrew? _crew;
    private readonly List<StageActor> _gone = [];
    private readonly float[] _weights = new float[EmotionNames.Count];
    private ulong _seed;

    /// <param name="packFolder">The model pack.</param>
    /// <param name="live">Whether networks and grading run on threads of their own; otherwise every <see cref="Advance"/> does all of it.</param>
    /// <param name="networkRate">Updates of each actor a second, live.</param>
    /// <param name="backdropHeight">Rows of the backdrop, which is 16:9.</param>
    /// <exception cref="EmoVidException">The pack is missing or does not run, or a picture cannot be read.</exception>
    public StageScene(string packFolder, bool live, double networkRate, int backdropHeight)
    {
        _generator = StickerGenerator.Create(ModelPack.Open(packFolder));
        RgbaImage drawn = StickerReader.Read(StageAssets.Picture("backdrop.webp"));
        Backdrop = new MoodBackdrop(BackdropPicture.Fit(drawn, backdropHeight), Mood, live);
        _crew = live ? new ActorCrew(networkRate) : null;
    }

    /// <summary>Everyone on the stage, in drawing order. Replaced, never changed.</summary>
    public StageActor[] Actors { get; private set; } = [];

    /// <summary>Index of the actor that keys, pad and wheel drive; -1 on an empty stage.</summary>
    public int Selected { get; private set; } = -1;

    /// <summary>The mood of the whole: the mean of what everyone shows.</summary>
    public EmotionSignal Mood { get; } = new(1.2, 1.6);

    public MoodBackdrop Backdrop { get; }

    /// <summary>Seconds on the stage's clock, which stands still while paused.</summary>
    public double Seconds { get; private set; }

    public bool IsPaused { get; set; }

    /// <summary>Who runs the networks, and why.</summary>
    public string Provider => _generator.ProviderReason;

    /// <summary>Updates of each actor a second that were reached lately; 0 where every frame updates them.</summary>
    public double AchievedRate => _crew?.AchievedRate ?? 0;

    /// <summary>Lets the networks look at a still, which takes a while. Any thread.</summary>
    /// <exception cref="EmoVidException">The still has no visible pixel, or a network failed.</exception>
    public StageActor Rehearse(string name, RgbaImage still, bool isAvatar) => new(name, still, _generator, Interlocked.Increment(ref _seed), isAvatar);

    /// <summary>Brings an actor on.</summary>
    /// <exception cref="EmoVidException">The stage is full.</exception>
    public StageActor Add(StageActor actor)
    {
        if (Actors.Length == MaxActors)
        {
            throw new EmoVidException($"adding {actor.Name}: found {MaxActors} actors on the stage, expected fewer; take one off with Delete");
        }

        Actors = [.. Actors, actor];
        Selected = Actors.Length - 1;
        StageBlocking.Place(Actors);
        return actor;
    }

    /// <summary>Takes an actor off. Its networks live until the frame's end.</summary>
    public void Remove(StageActor actor)
    {
        Actors = [.. Actors.Where(other => other != actor)];
        Selected = Math.Min(Selected, Actors.Length - 1);
        StageBlocking.Place(Actors);
        _gone.Add(actor);
    }

    public void Select(int index) => Selected = Actors.Length == 0 ? -1 : (index % Actors.Length + Actors.Length) % Actors.Length;

    /// <summary>Moves the clock and everything that follows it. Live, nothing here waits.</summary>
    /// <exception cref="EmoVidException">A network or the grader failed.</exception>
    public void Advance(double elapsed)
    {
        Seconds += IsPaused ? 0 : elapsed;
        Mood.SetTarget(Mean(), TimeSpan.FromSeconds(Seconds));
        if (_gone.Count > 0)
        {
            _crew?.Release(Actors);
            _gone.ForEach(actor => actor.Dispose());
            _gone.Clear();
        }

        if (_crew is null)
        {
            foreach (StageActor actor in Actors)
            {
                actor.Update(Seconds);
            }

            Backdrop.Grade(Seconds);
            return;
        }

        if ((_crew.Failure ?? Backdrop.Failure) is { } failure)
        {
            throw failure;
        }

        _crew.Tell(Actors, Seconds);
        Backdrop.Tell(Seconds);
    }

    public void Dispose()
    {
        _crew?.Dispose();
        Backdrop.Dispose();
        foreach (StageActor actor in Actors.Concat(_gone))
        {
            actor.Dispose();
        }

        _generator.Dispose();
    }

    private EmotionMix Mean()
    {
        Array.Clear(_weights);
        float intensity = 0;
        foreach (StageActor actor in Actors)
        {
            EmotionMix mix = actor.Signal.Target;
            for (int i = 0; i < _weights.Length; i++)
            {
                _weights[i] += mix[(Emotion)i] / Actors.Length;
            }

            intensity += mix.Intensity / Actors.Length;
        }

        return EmotionMix.Create(_weights, Math.Min(1, intensity));
    }
}
