namespace EmoVid.Realtime;

/// <summary>The frames of one act as the judges and measures see them: premultiplied, small, twelve a second.</summary>
/// <remarks>Reused from act to act. One thread at a time.</remarks>
internal sealed class FrameRecording
{
    /// <summary>Side of a frame in pixels.</summary>
    public const int Side = 128;

    /// <summary>Side of what the judges see.</summary>
    public const int SmallSide = 64;

    /// <summary>Frames a second.</summary>
    public const double FramesPerSecond = 12;

    /// <summary>Frames of an act of three seconds.</summary>
    public const int ActFrames = 36;

    private const int Pixels = Side * Side;
    private readonly List<RgbaImage> _frames = [];

    /// <summary>Frames that are held.</summary>
    public int Count { get; private set; }

    public RgbaImage this[int index] => index < Count ? _frames[index] : throw new ArgumentOutOfRangeException(nameof(index), index, "No such frame.");

    /// <summary>Forgets the frames and keeps their memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>The next frame, to be filled.</summary>
    public RgbaImage Add()
    {
        if (Count == _frames.Count)
        {
            _frames.Add(new RgbaImage(Side, Side, AlphaMode.Premultiplied));
        }

        return _frames[Count++];
    }

    /// <summary>Frame <paramref name="index"/> at <see cref="SmallSide"/>, planes of premultiplied R, G, B, A in 0-1.</summary>
    public void WriteSmall(int index, Span<float> planes)
    {
        const int Area = SmallSide * SmallSide;
        ReadOnlySpan<byte> pixels = this[index].Pixels;
        for (int i = 0; i < Area; i++)
        {
            int at = 4 * (i / SmallSide * 2 * Side + i % SmallSide * 2);
            for (int channel = 0; channel < 4; channel++)
            {
                int sum = pixels[at + channel] + pixels[at + 4 + channel] + pixels[at + 4 * Side + channel] + pixels[at + 4 * Side + 4 + channel];
                planes[channel * Area + i] = sum / 1020f;
            }
        }
    }

    /// <summary>The alpha of a frame, [Side, Side] in 0-1.</summary>
    public float[] Alpha(int index)
    {
        var alpha = new float[Pixels];
        ReadOnlySpan<byte> pixels = this[index].Pixels;
        for (int i = 0; i < Pixels; i++)
        {
            alpha[i] = pixels[4 * i + 3] / 255f;
        }

        return alpha;
    }
}
