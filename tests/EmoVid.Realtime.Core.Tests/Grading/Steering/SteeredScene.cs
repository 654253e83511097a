namespace EmoVid.Realtime.Core.Tests.Grading.Steering;

/// <summary>Synthetic scenes, and the loop of a player that grades them: measure, steer, bake, grade, measure again.</summary>
internal sealed class SteeredScene : IDisposable
{
    public const int Width = 64;
    public const int Height = 36;

    private readonly CpuAttributeMeter _meter = new(new AttributeMeterOptions { Set = MoodSteering.RequiredSet | AttributeSet.Luma | AttributeSet.LumaHistogram });
    private readonly AttributeSums _sceneSums = new();
    private readonly AttributeSums _outputSums = new();
    private readonly GradeLutSlew _slew;
    private TimeSpan _last;

    public SteeredScene(MoodGrade mood, GradeLutSlew? slew = null)
    {
        Steering = new MoodSteering { Mood = mood };
        _slew = slew ?? new GradeLutSlew();
    }

    public static IReadOnlyDictionary<string, byte[]> Scenes { get; } = new Dictionary<string, byte[]>
    {
        ["dark film"] = Paint((x, y, n) => (0.05 + 0.12 * y + 0.05 * n, 0.06 + 0.1 * y * x + 0.05 * n, 0.12 + 0.12 * (1 - y) + 0.05 * n)),
        ["bright cartoon"] = Paint((x, y, _) => x < 0.4 ? (0.98, 0.8 - 0.2 * y, 0.25) : y < 0.5 ? (0.35, 0.75, 0.95) : (0.85, 0.35, 0.4)),
        ["blue city"] = Paint((x, y, n) => (0.35 + 0.2 * x - 0.1 * n, 0.45 + 0.15 * x + 0.05 * n, 0.6 + 0.2 * y)),
        ["fog"] = Paint((x, y, n) => (0.62 + 0.1 * y + 0.02 * n, 0.64 + 0.1 * y, 0.66 + 0.1 * y + 0.02 * x)),
        ["lamp-lit room"] = Paint((x, y, n) => (0.7 - 0.4 * x + 0.1 * n, 0.5 - 0.3 * x + 0.05 * n, 0.25 - 0.15 * x)),
    };

    public MoodSteering Steering { get; }

    public MoodGrade Grade { get; private set; }

    public VisualAttributes Scene { get; private set; }

    public VisualAttributes Output { get; private set; }

    /// <summary>Largest change a second of an entry in the last frame.</summary>
    public double ChangePerSecond { get; private set; }

    public void Show(byte[] frame, TimeSpan at, bool isNewShot = false)
    {
        _meter.Measure(View(frame), _sceneSums);
        Steering.ObserveScene(_sceneSums, at, isNewShot);
        Grade = Steering.Steer(at);
        GradeLut wanted = GradeLutBaker.Bake(Grade);
        Steering.ObserveBake(Grade, wanted);
        _slew.Advance(wanted, at - _last);
        ChangePerSecond = at > _last ? _slew.LastChange / (at - _last).TotalSeconds : 0;
        _last = at;
        byte[] output = Through(_slew.Current, frame);
        _meter.Measure(View(output), _outputSums);
        Steering.ObserveOutput(_sceneSums, _outputSums, _slew.Current, at);
        Scene = VisualAttributes.FromSums(_sceneSums);
        Output = VisualAttributes.FromSums(_outputSums);
    }

    public void Dispose() => _meter.Dispose();

    private static FrameView View(byte[] frame) => new(frame, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque);

    /// <summary>Trilinear interpolation, in double: close enough to the graders' tetrahedral one for means of a frame.</summary>
    private static byte[] Through(GradeLut lut, byte[] frame)
    {
        var output = (byte[])frame.Clone();
        for (int i = 0; i < frame.Length; i += 4)
        {
            double r = frame[i] / 255.0 * 32, g = frame[i + 1] / 255.0 * 32, b = frame[i + 2] / 255.0 * 32;
            int r0 = Math.Min(31, (int)r), g0 = Math.Min(31, (int)g), b0 = Math.Min(31, (int)b);
            double red = 0, green = 0, blue = 0;
            for (int corner = 0; corner < 8; corner++)
            {
                int dr = corner & 1, dg = (corner >> 1) & 1, db = corner >> 2;
                double weight = (dr == 1 ? r - r0 : 1 - r + r0) * (dg == 1 ? g - g0 : 1 - g + g0) * (db == 1 ? b - b0 : 1 - b + b0);
                (float cr, float cg, float cb) = lut[r0 + dr, g0 + dg, b0 + db];
                (red, green, blue) = (red + weight * cr, green + weight * cg, blue + weight * cb);
            }

            (output[i], output[i + 1], output[i + 2]) = ((byte)Math.Round(255 * red), (byte)Math.Round(255 * green), (byte)Math.Round(255 * blue));
        }

        return output;
    }

    /// <summary>Paints with coordinates of 0-1 and noise of −1 to 1.</summary>
    private static byte[] Paint(Func<double, double, double, (double R, double G, double B)> color)
    {
        var random = new Random(5);
        var frame = new byte[Width * Height * 4];
        for (int i = 0; i < Width * Height; i++)
        {
            (double r, double g, double b) = color(i % Width / (Width - 1.0), i / Width / (Height - 1.0), 2 * random.NextDouble() - 1);
            (frame[4 * i], frame[4 * i + 1], frame[4 * i + 2], frame[4 * i + 3]) = (Code(r), Code(g), Code(b), 255);
        }

        return frame;
    }

    private static byte Code(double value) => (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
}
