using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>What an evaluation works on: stills that shall act, and real clips.</summary>
/// <remarks>Read once; any thread.</remarks>
internal sealed class EvaluationSet
{
    private readonly JudgePack _pack;

    private EvaluationSet(JudgePack pack, IReadOnlyList<EvaluationStill> stills, float[][] training) => (_pack, Stills, TrainingMotion) = (pack, stills, training);

    public IReadOnlyList<EvaluationStill> Stills { get; }

    /// <summary>The motion judge's description of every clip that the generator was trained on.</summary>
    public float[][] TrainingMotion { get; }

    public IReadOnlyList<EvaluationClipEntry> Clips => _pack.Manifest.Clips;

    /// <exception cref="EmoVidException">A picture is damaged, or a kind or number is unknown.</exception>
    public static EvaluationSet Read(JudgePack pack, int stillStep)
    {
        EvaluationStill[] stills = [.. pack.Manifest.Stills.Where((_, i) => i % stillStep == 0)
            .Select(entry => new EvaluationStill(entry.Name, KindOf(pack, entry.Kind), entry.Character, ReadFrames(pack, entry.File, 1)[0]))];
        float[] numbers = Numbers(pack);
        int width = pack.Manifest.MotionFeatures;
        return new EvaluationSet(pack, stills, [.. Enumerable.Range(0, numbers.Length / width).Select(i => numbers[(i * width)..((i + 1) * width)])]);
    }

    public StickerKind KindOf(EvaluationClipEntry clip) => KindOf(_pack, clip.Kind);

    public Emotion EmotionOf(EvaluationClipEntry clip) => EmotionNames.TryParse(clip.Emotion, out Emotion emotion)
        ? emotion
        : throw new ModelPackException($"reading the judge pack '{_pack.Path}': found the emotion '{clip.Emotion}' of {clip.File}, expected one of {string.Join(", ", EmotionNames.All)}; get the pack again");

    /// <summary>Fills a recording with the frames of a real clip.</summary>
    public void Read(EvaluationClipEntry clip, FrameRecording recording)
    {
        recording.Clear();
        foreach (RgbaImage frame in ReadFrames(_pack, clip.File, FrameRecording.ActFrames))
        {
            Premultiply(frame.View, recording.Add());
        }
    }

    private static List<RgbaImage> ReadFrames(JudgePack pack, string file, int most)
    {
        using Stream stream = pack.OpenFile(file);
        using FrameReader reader = FrameReader.Open(stream, file, new FrameReaderOptions());
        var frames = new List<RgbaImage>();
        while (frames.Count < most && reader.TryRead(out MediaFrame frame))
        {
            RgbaImage image = frame.Image;
            if (image.Width != FrameRecording.Side || image.Height != FrameRecording.Side)
            {
                throw new ModelPackException($"reading the judge pack '{pack.Path}': found {file} of {image.Width}×{image.Height}, expected {FrameRecording.Side}²; get the pack again");
            }

            var copy = new RgbaImage(image.Width, image.Height, image.AlphaMode);
            image.Pixels.CopyTo(copy.Pixels, 0);
            frames.Add(copy);
        }

        return frames;
    }

    private static void Premultiply(in FrameView source, RgbaImage target)
    {
        ReadOnlySpan<byte> pixels = source.Pixels;
        bool straight = source.AlphaMode == AlphaMode.Straight;
        for (int i = 0; i < pixels.Length; i += 4)
        {
            int alpha = pixels[i + 3];
            for (int channel = 0; channel < 3; channel++)
            {
                target.Pixels[i + channel] = straight ? (byte)((pixels[i + channel] * alpha + 127) / 255) : pixels[i + channel];
            }

            target.Pixels[i + 3] = (byte)alpha;
        }
    }

    private static StickerKind KindOf(JudgePack pack, string kind) => kind switch
    {
        "face" => StickerKind.Face,
        "avatar" => StickerKind.Avatar,
        "other" => StickerKind.Other,
        _ => throw new ModelPackException($"reading the judge pack '{pack.Path}': found the kind '{kind}', expected face, avatar or other; get the pack again"),
    };

    private static float[] Numbers(JudgePack pack)
    {
        const string Name = "training.f32";
        if (!pack.Manifest.Files.TryGetValue(Name, out JudgePackEntry? entry))
        {
            return [];
        }

        if (entry.Bytes % (4 * pack.Manifest.MotionFeatures) != 0)
        {
            throw new ModelPackException($"reading the judge pack '{pack.Path}': found {Name} of {entry.Bytes} bytes, expected rows of {pack.Manifest.MotionFeatures} numbers; get the pack again");
        }

        var bytes = new byte[entry.Bytes];
        using Stream stream = pack.OpenFile(Name);
        stream.ReadExactly(bytes);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }
}
