using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Reads a recording with both judges and measures it.</summary>
/// <remarks>One thread at a time; the judges may be shared.</remarks>
internal sealed class ActReader(EmotionJudge expression, EmotionJudge motion, int motionFrames)
{
    private const int Small = FrameRecording.SmallSide;
    private const int Area = Small * Small;
    private const int ThumbnailSide = 16;
    private const int ExpressionStep = 4;

    /// <summary>The background behind what the expression judge sees: a light grey.</summary>
    private const float Backdrop = 0.9f;

    private readonly float[] _planes = new float[4 * Area];
    private float[] _pictures = [];
    private float[] _window = [];

    /// <summary>The emotion's own probability in one frame: for drift.</summary>
    public float[] ReadExpression(FrameRecording recording, IReadOnlyList<int> frames)
    {
        int length = 3 * Area;
        if (_pictures.Length != frames.Count * length)
        {
            _pictures = new float[frames.Count * length];
        }

        for (int i = 0; i < frames.Count; i++)
        {
            recording.WriteSmall(frames[i], _planes);
            for (int k = 0; k < length; k++)
            {
                _pictures[i * length + k] = _planes[k] + (1 - _planes[3 * Area + k % Area]) * Backdrop;
            }
        }

        var read = new float[EmotionNames.Count * frames.Count];
        expression.Read(_pictures, read);
        return read;
    }

    public ActMeasurement Measure(FrameRecording recording, string character, StickerKind kind, Emotion target, int seed, IdentityMeasurement? identity, bool withThumbnail)
    {
        // The expression judge counts on faces and avatars alone; elsewhere it is not asked.
        int[] looked = kind == StickerKind.Other ? [] : [.. Enumerable.Range(0, recording.Count).Where(i => i % ExpressionStep == 0)];
        float[] read = looked.Length == 0 ? [] : ReadExpression(recording, looked);
        (float[] motionRead, float[] features) = ReadMotion(recording);
        (double energy, double difference, double closure) = Changes(recording);
        return new ActMeasurement
        {
            Character = character,
            Kind = kind,
            Target = target,
            Seed = seed,
            Expression = read.Length == 0 ? [] : Mean(read, EmotionNames.Count),
            FrameAccuracy = looked.Select((_, i) => read.AsSpan(EmotionNames.Count * i, EmotionNames.Count)[(int)target] >= Largest(read, i) ? 1.0 : 0.0).DefaultIfEmpty(double.NaN).Average(),
            Motion = motionRead,
            MotionFeatures = features,
            Energy = energy,
            FrameDifference = difference,
            LoopClosure = closure,
            Thumbnail = withThumbnail ? Thumbnail(recording) : [],
            Identity = identity,
        };
    }

    private (float[] Probabilities, float[] Features) ReadMotion(FrameRecording recording)
    {
        int[] starts = recording.Count < motionFrames ? [] : [0, .. recording.Count >= motionFrames + motionFrames / 2 ? new[] { recording.Count - motionFrames } : []];
        if (starts.Length == 0)
        {
            return ([], []);
        }

        int length = 4 * Area * motionFrames;
        if (_window.Length != starts.Length * length)
        {
            _window = new float[starts.Length * length];
        }

        for (int start = 0; start < starts.Length; start++)
        {
            for (int i = 0; i < motionFrames; i++)
            {
                recording.WriteSmall(starts[start] + i, _window.AsSpan(start * length + 4 * Area * i, 4 * Area));
            }
        }

        float[] read = new float[EmotionNames.Count * starts.Length], features = new float[motion.FeatureCount * starts.Length];
        motion.Read(_window, read, features);
        return (Mean(read, EmotionNames.Count), features[..motion.FeatureCount]);
    }

    /// <summary>Energy, VBench's mean absolute difference over white, and the loop's closing step over its median step.</summary>
    internal static (double Energy, double Difference, double Closure) Changes(FrameRecording recording)
    {
        if (recording.Count < 2)
        {
            return (0, 0, 0);
        }

        double opaque = Math.Max(1, OpaqueArea(recording[0]));
        var steps = new double[recording.Count - 1];
        double energy = 0, difference = 0;
        for (int i = 1; i < recording.Count; i++)
        {
            (double premultiplied, double white) = Step(recording[i - 1].Pixels, recording[i].Pixels);
            steps[i - 1] = premultiplied;
            energy += premultiplied;
            difference += white;
        }

        double closing = Step(recording[recording.Count - 1].Pixels, recording[0].Pixels).Premultiplied;
        Array.Sort(steps);
        double median = steps[steps.Length / 2];
        return (energy / steps.Length / (4 * 255 * opaque), difference / steps.Length / (3 * FrameRecording.Side * FrameRecording.Side), median > 0 ? closing / median : 0);
    }

    private static double OpaqueArea(RgbaImage image)
    {
        double sum = 0;
        for (int i = 3; i < image.Pixels.Length; i += 4)
        {
            sum += image.Pixels[i] / 255.0;
        }

        return sum;
    }

    /// <summary>Sums of absolute differences: of premultiplied channels, and of colours over white.</summary>
    private static (double Premultiplied, double White) Step(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        long premultiplied = 0, white = 0;
        for (int i = 0; i < a.Length; i += 4)
        {
            int alpha = a[i + 3] - b[i + 3];
            premultiplied += Math.Abs(alpha);
            for (int channel = 0; channel < 3; channel++)
            {
                int change = a[i + channel] - b[i + channel];
                premultiplied += Math.Abs(change);
                white += Math.Abs(change - alpha);
            }
        }

        return (premultiplied, white);
    }

    private float[] Thumbnail(FrameRecording recording)
    {
        const int Cell = Small / ThumbnailSide;
        var thumbnail = new float[recording.Count * ThumbnailSide * ThumbnailSide];
        for (int frame = 0; frame < recording.Count; frame++)
        {
            recording.WriteSmall(frame, _planes);
            for (int i = 0; i < Area; i++)
            {
                int cell = i / Small / Cell * ThumbnailSide + i % Small / Cell;
                float grey = 0.3f * _planes[i] + 0.6f * _planes[Area + i] + 0.1f * _planes[2 * Area + i] + 1 - _planes[3 * Area + i];
                thumbnail[frame * ThumbnailSide * ThumbnailSide + cell] += grey / (Cell * Cell);
            }
        }

        return thumbnail;
    }

    private static float Largest(float[] read, int item)
    {
        float largest = 0;
        foreach (float value in read.AsSpan(EmotionNames.Count * item, EmotionNames.Count))
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    private static float[] Mean(float[] rows, int width)
    {
        var mean = new float[width];
        for (int i = 0; i < rows.Length; i++)
        {
            mean[i % width] += rows[i] / (rows.Length / width);
        }

        return mean;
    }
}
