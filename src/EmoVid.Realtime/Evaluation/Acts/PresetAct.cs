namespace EmoVid.Realtime;

/// <summary>The baseline that a designer would make by hand: for each emotion a loop of squash, sway, shake, lean and tint, written with care and without
/// any network. With <c>still: true</c> it is the baseline that does not move.</summary>
internal sealed class PresetAct : IAct
{
    private const int Cells = 32;
    private readonly IStickerCompositor _compositor;
    private readonly MotionFields _fields = new(Cells, Cells);
    private readonly Emotion _emotion;
    private readonly bool _still;

    private PresetAct(IStickerCompositor compositor, EvaluationStill still, float fill, Emotion emotion, bool isStill)
    {
        (_compositor, _emotion, _still) = (compositor, emotion, isStill);
        compositor.SetStill(still.Image.View, StickerPlacement.Fit(still.Image.View, fill));
    }

    public MotionFields? Fields => _fields;

    public static ActSource Still(PixelEngine engine, float fill) =>
        new("still", 1, 25, (still, emotion, _) => new PresetAct(engine.CreateCompositor(), still, fill, emotion, isStill: true));

    public static ActSource Presets(PixelEngine engine, float fill) =>
        new("presets", 1, 25, (still, emotion, _) => new PresetAct(engine.CreateCompositor(), still, fill, emotion, isStill: false));

    public void RenderAt(double seconds, FrameTarget target)
    {
        if (!_still)
        {
            Write(PresetPose.At(_emotion, seconds));
        }

        _compositor.Compose(_fields, target);
    }

    public void Dispose() => _compositor.Dispose();

    /// <summary>The backward flow of an affine map about the sticker's foot, and its tint.</summary>
    private void Write(PresetPose pose)
    {
        const double FootX = 0.5, FootY = 0.86;
        double cos = Math.Cos(-pose.Roll), sin = Math.Sin(-pose.Roll);
        int area = Cells * Cells;
        for (int i = 0; i < area; i++)
        {
            double x = (i % Cells + 0.5) / Cells, y = (i / Cells + 0.5) / Cells;
            double u = x - FootX - pose.X, v = y - FootY - pose.Y;
            (u, v) = (cos * u - sin * v, sin * u + cos * v);
            u -= pose.Lean * -v;
            double sourceX = FootX + u / pose.Width, sourceY = FootY + v / pose.Height;
            _fields.Warp[i] = (float)(sourceX - x);
            _fields.Warp[area + i] = (float)(sourceY - y);
            _fields.Warp[2 * area + i] = (float)pose.Red;
            _fields.Warp[3 * area + i] = (float)pose.Green;
            _fields.Warp[4 * area + i] = (float)pose.Blue;
        }
    }
}
