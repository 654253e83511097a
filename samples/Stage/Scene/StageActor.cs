using System.Numerics.Tensors;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>One sticker or avatar on the stage: its still, the signal that drives it, and the motion that its networks said last.</summary>
/// <remarks><see cref="Update"/> belongs to the thread that runs the networks, everything else to the render thread.</remarks>
internal sealed class StageActor : IDisposable
{
    private readonly StickerActor _network;
    private readonly Lock _gate = new();
    private MotionFields _older, _newer, _spare;
    private double _olderAt, _newerAt;
    private bool _told;

    public StageActor(string name, RgbaImage still, StickerGenerator generator, ulong seed, bool isAvatar)
    {
        (Name, Still, IsAvatar) = (name, still, isAvatar);
        Placement = StickerPlacement.Fit(still.View, generator.Pack.Manifest.StillFill);
        _network = generator.CreateActor(still.View, Placement, seed);
        (_older, _newer, _spare, Shown) = (_network.CreateFields(), _network.CreateFields(), _network.CreateFields(), _network.CreateFields());
    }

    public string Name { get; }

    public RgbaImage Still { get; }

    public StickerPlacement Placement { get; }

    /// <summary>Avatars are lit by the scene more than emoji, which shine by themselves.</summary>
    public bool IsAvatar { get; }

    /// <summary>What the actor feels: eased towards the target that keys, pad and wheel set.</summary>
    public EmotionSignal Signal { get; } = new(0.5, 0.9);

    /// <summary>Middle of the actor's feet, as parts of the stage's width and height.</summary>
    public (float X, float Y) Place { get; set; }

    /// <summary>Side of its square as a part of the stage's height.</summary>
    public float Size { get; set; } = 0.3f;

    /// <summary>The motion to draw, after <see cref="TryShow"/>.</summary>
    public MotionFields Shown { get; }

    /// <summary>Milliseconds that the networks took for the last update.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>Updates so far.</summary>
    public long Updates { get; private set; }

    /// <summary>Runs the networks for an instant and publishes the motion.</summary>
    public void Update(double seconds)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        _network.Perform(Signal.MixAt(TimeSpan.FromSeconds(seconds)));
        _network.Sample(seconds, _spare);
        Milliseconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        lock (_gate)
        {
            (_older, _newer, _spare) = (_newer, _spare, _older);
            (_olderAt, _newerAt) = (_told ? _newerAt : seconds, seconds);
            if (!_told)
            {
                _newer.Warp.CopyTo(_older.Warp, 0);
                _newer.Paint.CopyTo(_older.Paint, 0);
            }

            _told = true;
            Updates++;
        }
    }

    /// <summary>Interpolates the motion of an instant between the two that are known. Never waits for the networks.</summary>
    /// <returns>False before the first update.</returns>
    public bool TryShow(double seconds)
    {
        lock (_gate)
        {
            if (!_told)
            {
                return false;
            }

            float amount = _newerAt > _olderAt ? (float)Math.Clamp((seconds - _olderAt) / (_newerAt - _olderAt), 0, 1) : 1;
            TensorPrimitives.Lerp(_older.Warp, _newer.Warp, amount, Shown.Warp);
            TensorPrimitives.Lerp(_older.Paint, _newer.Paint, amount, Shown.Paint);
            return true;
        }
    }

    public void Dispose() => _network.Dispose();
}
