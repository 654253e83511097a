using System.Globalization;
using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What is on the stage, without any of the graphics: who acts, what each of them feels, and the mood of the whole. The render thread's.</summary>
internal sealed class StageScene : IDisposable
{
    /// <summary>More would not fit the stage.</summary>
    public const int MaxActors = 64;

    private readonly StickerGenerator _generator;
    private readonly ActorThread _thread = new();
    private readonly LiveActorOptions _live;
    private readonly bool _isLive;
    private readonly string? _logFolder;
    private readonly float[] _weights = new float[EmotionNames.Count];
    private ulong _seed;

    /// <param name="packFolder">The model pack.</param>
    /// <param name="live">Whether networks and grading run on threads of their own; otherwise every <see cref="Advance"/> does all of it.</param>
    /// <param name="networkRate">Updates of each actor's networks a second, 1 to 120; the motion between them is interpolated.</param>
    /// <param name="backdropHeight">Rows of the backdrop, which is 16:9.</param>
    /// <param name="logFolder">Where each actor's live act is captured; null for nowhere.</param>
    /// <exception cref="EmoVidException">The pack is missing or does not run, or a picture cannot be read.</exception>
    public StageScene(string packFolder, bool live, double networkRate, int backdropHeight, string? logFolder = null)
    {
        _logFolder = logFolder;
        (_isLive, _live) = (live, new LiveActorOptions { UpdatesPerSecond = networkRate, IsFixedStep = !live });
        _generator = StickerGenerator.Create(ModelPack.Open(packFolder));
        RgbaImage drawn = StickerReader.Read(StageAssets.Picture("backdrop.webp"));
        Backdrop = new MoodBackdrop(BackdropPicture.Fit(drawn, backdropHeight), Mood, live);
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

    /// <summary>How the networks keep up.</summary>
    public NetworkRate Networks { get; } = new();

    /// <summary>Lets the networks look at a still, which takes a while. Any thread.</summary>
    /// <param name="name">For people.</param>
    /// <param name="still">What acts.</param>
    /// <param name="file">Where the still was read from.</param>
    /// <param name="isAvatar">Whether it is lit by the scene.</param>
    /// <exception cref="EmoVidException">The still has no visible pixel, a network failed, or its capture cannot be written.</exception>
    public StageActor Rehearse(string name, RgbaImage still, string file, bool isAvatar) => new(name, still, _generator, _thread, _live, Interlocked.Increment(ref _seed), isAvatar,
        _logFolder is null ? null : (placement, seed) =>
            new ActorLog(Path.Combine(_logFolder, string.Create(CultureInfo.InvariantCulture, $"{seed:00}-{name}.jsonl")), _generator, still, placement, file, seed));

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

    /// <summary>Takes an actor off. Does not wait for its networks.</summary>
    public void Remove(StageActor actor)
    {
        Actors = [.. Actors.Where(other => other != actor)];
        Selected = Math.Min(Selected, Actors.Length - 1);
        StageBlocking.Place(Actors);
        actor.Dispose();
    }

    public void Select(int index) => Selected = Actors.Length == 0 ? -1 : (index % Actors.Length + Actors.Length) % Actors.Length;

    /// <summary>Moves the clock and everything that follows it. Live, nothing here waits.</summary>
    /// <exception cref="EmoVidException">A network or the grader failed.</exception>
    public void Advance(double elapsed)
    {
        Seconds += IsPaused ? 0 : elapsed;
        Mood.SetTarget(Mean(), TimeSpan.FromSeconds(Seconds));
        Networks.Look(Actors, Seconds);
        if (!_isLive)
        {
            Backdrop.Grade(Seconds);
            return;
        }

        foreach (StageActor actor in Actors)
        {
            if (actor.Fault is { } fault)
            {
                throw new EmoVidException($"running the networks of {actor.Name}: found {fault}, expected motion; check the pack with emovid model verify");
            }
        }

        if (Backdrop.Failure is { } failure)
        {
            throw failure;
        }

        Backdrop.Tell(Seconds);
    }

    public void Dispose()
    {
        _thread.Dispose();
        Array.ForEach(Actors, actor => actor.EndLog());
        Backdrop.Dispose();
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
