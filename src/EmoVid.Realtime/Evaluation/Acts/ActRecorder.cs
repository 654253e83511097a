using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Renders acts and has them read.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class ActRecorder(ModelPack pack, ActReader reader)
{
    private readonly FrameRecording _recording = new();
    private readonly FrameRecording _reference = new();
    private EvaluationStill? _still;
    private float[] _canvas = [];

    /// <summary>Reads recordings on this recorder's thread.</summary>
    public ActReader Reader => reader;

    /// <summary>Reads a real clip, against its own first frame.</summary>
    public ActMeasurement Measure(EvaluationSet set, Generation.EvaluationClipEntry clip)
    {
        set.Read(clip, _recording);
        IdentityMeasurement? identity = _recording.Count > 1 ? IdentityMeter.Measure(_recording, _recording, []) : null;
        return reader.Measure(_recording, clip.Character, set.KindOf(clip), set.EmotionOf(clip), 0, identity, withThumbnail: false);
    }

    public ActMeasurement Measure(IAct act, EvaluationStill still, Emotion emotion, int seed, bool withIdentity, bool withThumbnail)
    {
        _recording.Clear();
        var painted = new List<double>();
        for (int i = 0; i < FrameRecording.ActFrames; i++)
        {
            act.RenderAt(i / FrameRecording.FramesPerSecond, _recording.Add().Target);
            if (withIdentity && IdentityMeter.Frames.Contains(i) && act.Fields is { } fields)
            {
                painted.Add(IdentityMeter.PaintedShare(fields, Canvas(still, fields.PaintSize)));
            }
        }

        IdentityMeasurement? identity = withIdentity ? IdentityMeter.Measure(Reference(still), _recording, [.. painted]) : null;
        return reader.Measure(_recording, still.Character, still.Kind, emotion, seed, identity, withThumbnail);
    }

    /// <summary>The placed still, unmoved.</summary>
    private FrameRecording Reference(EvaluationStill still)
    {
        if (!ReferenceEquals(_still, still))
        {
            using var compositor = new CpuStickerCompositor();
            compositor.SetStill(still.Image.View, StickerPlacement.Fit(still.Image.View, pack.Manifest.StillFill));
            _reference.Clear();
            compositor.Compose(new MotionFields(4, 4), _reference.Add().Target);
            (_still, _canvas) = (still, []);
        }

        return _reference;
    }

    private float[] Canvas(EvaluationStill still, int cells)
    {
        Reference(still);
        if (_canvas.Length != 4 * cells * cells)
        {
            _canvas = new float[4 * cells * cells];
            CanvasRaster.Render(still.Image.View, StickerPlacement.Fit(still.Image.View, pack.Manifest.StillFill), cells, _canvas);
        }

        return _canvas;
    }
}
