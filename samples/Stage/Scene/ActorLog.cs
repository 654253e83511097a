using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The capture of one actor's live act, as a bug report holds it: its still, what it felt when, and when its networks' runs arrived. Each frame's motion is composed once
/// more, small and by the CPU, so that a replay on any machine can compare it.</summary>
internal sealed class ActorLog : IDisposable
{
    /// <summary>Side of the composed frames, in pixels.</summary>
    private const int Side = 96;

    private readonly CaptureWriter _writer;
    private readonly CpuStickerCompositor _compositor = new();
    private readonly RgbaImage _frame = new(Side, Side, AlphaMode.Premultiplied);

    /// <param name="path">The capture; its folder must exist.</param>
    /// <param name="generator">Who makes the actor act.</param>
    /// <param name="still">What acts.</param>
    /// <param name="placement">Where the still stands on the canvas.</param>
    /// <param name="stillFile">The file that the still was read from.</param>
    /// <param name="seed">The actor's seed.</param>
    /// <exception cref="CaptureException">A file cannot be read or written.</exception>
    public ActorLog(string path, StickerGenerator generator, RgbaImage still, StickerPlacement placement, string stillFile, ulong seed)
    {
        var header = new CaptureHeader
        {
            Work = CaptureWork.Live,
            Device = "cpu",
            Provider = generator.Provider.ToString().ToLowerInvariant(),
            PackHash = generator.Pack.Hash,
            Size = Side,
            Seed = seed,
        };
        _writer = CaptureWriter.Create(path, header, [CaptureInput.FromFile(CaptureInput.Still, stillFile)]);
        _compositor.SetStill(still.View, placement);
    }

    /// <summary>Takes a run of the networks; their thread.</summary>
    public void Arrived(LiveUpdate update) => _writer.Arrived(update);

    /// <summary>Takes what was shown at an instant.</summary>
    /// <exception cref="CaptureException">The disk is full.</exception>
    public void Add(LiveActor live, MotionFields shown, TimeSpan time, EmotionMix mix)
    {
        _writer.Step(new CaptureStep(0, mix, Time: time, Tier: live.Tier, Updates: live.Updates));
        _compositor.Compose(shown, _frame.Target);
        _writer.Add(_frame.View);
    }

    /// <summary>Ends the file; the actor has shown its last frame.</summary>
    public void Dispose()
    {
        try
        {
            _writer.Complete();
        }
        catch (CaptureException)
        {
            // The log is good as far as it goes, and whoever leaves the stage is not held up by it.
        }

        _writer.Dispose();
        _compositor.Dispose();
    }
}
