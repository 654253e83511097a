using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Generation.Tests.ShippedMotion;

/// <summary>The one pack under models/, the demo's stills, and eight emotions acted with eight seeds.</summary>
public sealed class ShippedMotionFixture : IDisposable
{
    private const int LoopFrames = 72;
    private const int Seeds = 8;

    private readonly StickerGenerator _generator;
    private readonly Lazy<TrainingWindows> _training = new(TrainingWindows.Load);
    private readonly Lazy<IReadOnlyList<Act>> _acts;

    public ShippedMotionFixture()
    {
        Pack = ModelPack.Open(CommittedFiles.Pack);
        _generator = StickerGenerator.Create(Pack);
        _acts = new Lazy<IReadOnlyList<Act>>(PlayAll);
    }

    public ModelPack Pack { get; }

    public RgbaImage Face { get; } = Read("face.webp");

    public RgbaImage Avatar { get; } = Read("avatar.png");

    public RgbaImage Dog { get; } = Read("dog.webp");

    public RgbaImage Balloon { get; } = Read("balloon.webp");

    internal TrainingWindows Training => _training.Value;

    /// <summary>Every emotion with every seed, on the face.</summary>
    internal IReadOnlyList<Act> Acts => _acts.Value;

    public StickerActor CreateActor(RgbaImage still, ulong seed) =>
        _generator.CreateActor(still.View, StickerPlacement.Fit(still.View, Pack.Manifest.StillFill), seed);

    /// <summary>The codes of a loop of three seconds, [72, code size].</summary>
    public float[] Codes(RgbaImage still, EmotionMix mix, ulong seed)
    {
        using StickerActor actor = CreateActor(still, seed);
        MotionLoop loop = actor.PlanLoop(mix, LoopFrames);
        float[] codes = new float[LoopFrames * loop.CodeSize];
        for (int frame = 0; frame < LoopFrames; frame++)
        {
            loop[frame].CopyTo(codes.AsSpan(frame * loop.CodeSize));
        }

        return codes;
    }

    /// <summary>Every second frame's body numbers, as the training windows have them.</summary>
    internal float[] BodyAt12Hz(float[] codes)
    {
        int size = Training.Scale.Length, codeSize = Pack.Manifest.CodeSize;
        float[] body = new float[LoopFrames / 2 * size];
        for (int frame = 0; frame < LoopFrames / 2; frame++)
        {
            codes.AsSpan(frame * 2 * codeSize, size).CopyTo(body.AsSpan(frame * size));
        }

        return body;
    }

    public void Dispose() => _generator.Dispose();

    private static RgbaImage Read(string name) => StickerReader.Read(Path.Combine(CommittedFiles.Root, "samples", "stickers", name));

    private List<Act> PlayAll()
    {
        List<Act> acts = [];
        foreach (Emotion emotion in Enum.GetValues<Emotion>())
        {
            for (ulong seed = 1; seed <= Seeds; seed++)
            {
                float[] body = BodyAt12Hz(Codes(Face, EmotionMix.Of(emotion), seed));
                acts.Add(new Act(emotion, seed, new Trajectory(body, Training.Scale.Length, Training.Scale)));
            }
        }

        return acts;
    }

    /// <summary>One act: what, with which seed, and how it moved.</summary>
    internal sealed record Act(Emotion Emotion, ulong Seed, Trajectory Path);
}
