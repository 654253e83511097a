namespace EmoVid.Realtime.Generation.Tests;

/// <summary>How a loop moves the still, as six numbers a frame: for dx and for dy the mean and the slopes along x and y over the
/// middle of the canvas, so shift, turn, stretch and shear, whatever the fields' size.</summary>
internal sealed class ActTrajectory
{
    private const int Numbers = 6;
    private readonly double[] _values;

    private ActTrajectory(double[] values) => _values = values;

    private int Frames => _values.Length / Numbers;

    /// <summary>Plans a loop of three seconds and watches it.</summary>
    public static ActTrajectory Of(StickerActor actor, EmotionMix mix, int frames)
    {
        MotionLoop loop = actor.PlanLoop(mix, TimeSpan.FromSeconds(3));
        MotionFields fields = actor.CreateFields();
        double[] values = new double[frames * Numbers];
        for (int frame = 0; frame < frames; frame++)
        {
            actor.Sample(frame * loop.Seconds / frames, fields);
            Project(fields, values.AsSpan(frame * Numbers, Numbers));
        }

        return new ActTrajectory(values);
    }

    /// <summary>Root mean square of the movement about its mean, in canvas widths.</summary>
    public double Amplitude => Norm(Centred());

    /// <summary>Root mean square change from frame to frame.</summary>
    public double Speed => Norm(Steps());

    /// <summary>Centred, and divided by its own speed: what is left is the kind of movement and not its tempo.</summary>
    public ActTrajectory SpeedNormalised()
    {
        double speed = Speed;
        return new ActTrajectory(Array.ConvertAll(Centred(), value => value / speed));
    }

    /// <summary>Root mean square difference, frame by frame.</summary>
    public double Distance(ActTrajectory other) => Distance(other, 0);

    /// <summary>Root mean square difference at the best circular shift, so that phase does not count.</summary>
    public double ShiftedDistance(ActTrajectory other) => Enumerable.Range(0, Frames).Min(shift => Distance(other, shift));

    private static void Project(MotionFields fields, Span<double> values)
    {
        int n = fields.WarpSize, margin = n / 8;
        double count = 0, spread = 0;
        for (int i = margin; i < n - margin; i++)
        {
            for (int j = margin; j < n - margin; j++)
            {
                double x = (j + 0.5) / n - 0.5, y = (i + 0.5) / n - 0.5;
                count++;
                spread += x * x;
                for (int axis = 0; axis < 2; axis++)
                {
                    double d = fields.Warp[(axis * n + i) * n + j];
                    values[3 * axis] += d;
                    values[3 * axis + 1] += d * x;
                    values[3 * axis + 2] += d * y;
                }
            }
        }

        for (int axis = 0; axis < 2; axis++)
        {
            // Slopes over a quarter of the canvas: the same unit as the mean.
            values[3 * axis] /= count;
            values[3 * axis + 1] *= 0.25 / spread;
            values[3 * axis + 2] *= 0.25 / spread;
        }
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Average(value => value * value));

    private double[] Centred()
    {
        double[] means = [.. Enumerable.Range(0, Numbers).Select(k => Enumerable.Range(0, Frames).Average(frame => _values[frame * Numbers + k]))];
        return [.. _values.Select((value, i) => value - means[i % Numbers])];
    }

    private double[] Steps() => [.. _values.Select((value, i) => _values[(i + Numbers) % _values.Length] - value)];

    private double Distance(ActTrajectory other, int shift) =>
        Math.Sqrt(_values.Select((value, i) => value - other._values[(i + shift * Numbers) % _values.Length]).Average(d => d * d));
}
