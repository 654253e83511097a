namespace EmoVid.Realtime.Core.Tests.Grading;

public sealed class YuvGradingTests : IDisposable
{
    private static readonly GradeOptions Rounded = new() { NoDither = true };
    private static readonly GradeLut Cold = GradeLutBaker.Bake(SampleGrades.Cold), Hot = GradeLutBaker.Bake(SampleGrades.Hot);

    private readonly CpuSceneGrader _grader = new();

    public static TheoryData<YuvLayout, YuvRange, YuvMatrix> Kinds
    {
        get
        {
            var kinds = new TheoryData<YuvLayout, YuvRange, YuvMatrix>();
            foreach (YuvLayout layout in Enum.GetValues<YuvLayout>())
            {
                foreach (YuvRange range in Enum.GetValues<YuvRange>())
                {
                    foreach (YuvMatrix matrix in Enum.GetValues<YuvMatrix>())
                    {
                        kinds.Add(layout, range, matrix);
                    }
                }
            }

            return kinds;
        }
    }

    public void Dispose() => _grader.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_sample_is_within_a_code_of_double_precision(YuvLayout layout, YuvRange range, YuvMatrix matrix)
    {
        foreach ((int width, int height) in new[] { (300, 6), (37, 5), (1, 1) })
        {
            var source = new Planes(width, height, layout, seed: 3);
            var graded = new Planes(width, height, layout, seed: 4);
            _grader.Grade(source.View(range, matrix), graded.Target(range, matrix), Hot, Rounded);
            double[][,] expected = Oracle(source, range, matrix, Hot);
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    Assert.InRange(graded.Luma(x, y) - expected[0][x, y], -0.75, 0.75);
                    Assert.InRange(graded.Cb(x / 2, y / 2) - expected[1][x / 2, y / 2], -0.75, 0.75);
                    Assert.InRange(graded.Cr(x / 2, y / 2) - expected[2][x / 2, y / 2], -0.75, 0.75);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_identity_gives_the_input_back(YuvLayout layout, YuvRange range, YuvMatrix matrix)
    {
        var source = new Planes(37, 5, layout, seed: 3);
        var graded = new Planes(37, 5, layout, seed: 4);
        _grader.Grade(source.View(range, matrix), graded.Target(range, matrix), GradeLut.Identity);
        graded.AssertEqual(source);
    }

    [Theory]
    [InlineData(YuvLayout.Nv12)]
    [InlineData(YuvLayout.I420)]
    public void In_place_layout_and_threads_do_not_matter(YuvLayout layout)
    {
        var source = new Planes(300, 33, YuvLayout.Nv12, seed: 3);
        var apart = new Planes(300, 33, layout, seed: 4);
        _grader.Grade(source.View(YuvRange.Limited, YuvMatrix.Bt709), apart.Target(YuvRange.Limited, YuvMatrix.Bt709), Cold);
        using var many = new CpuSceneGrader(3);
        many.Grade(source.View(YuvRange.Limited, YuvMatrix.Bt709), source.Target(YuvRange.Limited, YuvMatrix.Bt709), Cold);
        source.AssertEqual(apart);
    }

    [Fact]
    public void Masked_out_samples_keep_their_codes()
    {
        var source = new Planes(64, 8, YuvLayout.Nv12, seed: 3);
        var graded = new Planes(64, 8, YuvLayout.Nv12, seed: 4);
        byte[] mask = new byte[64 * 8];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(i % 64 < 32 ? 0 : 255);
        }

        var options = new GradeOptions { Untouched = new PixelRectangle(50, 0, 14, 4) };
        _grader.Grade(source.View(YuvRange.Limited, YuvMatrix.Bt601), graded.Target(YuvRange.Limited, YuvMatrix.Bt601), Hot, options, new MaskView(mask, 64, 8, 64));
        int changed = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            (int x, int y) = (i % 64, i / 64);
            if (x < 32 || (x >= 50 && y < 4))
            {
                Assert.Equal((source.Luma(x, y), source.Cb(x / 2, y / 2), source.Cr(x / 2, y / 2)), (graded.Luma(x, y), graded.Cb(x / 2, y / 2), graded.Cr(x / 2, y / 2)));
            }
            else
            {
                changed += source.Luma(x, y) != graded.Luma(x, y) ? 1 : 0;
            }
        }

        Assert.InRange(changed, 100, mask.Length);
    }

    [Fact]
    public void Grading_allocates_nothing_and_wrong_sizes_are_refused()
    {
        var source = new Planes(64, 8, YuvLayout.Nv12, seed: 3);
        var graded = new Planes(64, 8, YuvLayout.Nv12, seed: 4);
        Allocations.AssertNone(() => _grader.Grade(source.View(YuvRange.Limited, YuvMatrix.Bt601), graded.Target(YuvRange.Full, YuvMatrix.Bt709), Hot));
        var small = new Planes(32, 8, YuvLayout.Nv12, seed: 3);
        Assert.Throws<ArgumentException>(() => _grader.Grade(source.View(YuvRange.Limited, YuvMatrix.Bt601), small.Target(YuvRange.Full, YuvMatrix.Bt709), Hot));
    }

    /// <summary>BT.601, BT.709 and BT.2020 by their equations, in double precision; chroma replicated in, averaged out.</summary>
    private static double[][,] Oracle(Planes source, YuvRange range, YuvMatrix matrix, GradeLut lut)
    {
        (double kr, double kb) = matrix switch { YuvMatrix.Bt601 => (0.299, 0.114), YuvMatrix.Bt709 => (0.2126, 0.0722), _ => (0.2627, 0.0593) };
        (double black, double span, double chroma) = range == YuvRange.Limited ? (16.0, 219.0, 224.0) : (0.0, 255.0, 255.0);
        double kg = 1 - kr - kb;
        int width = source.Width, height = source.Height;
        double[,] luma = new double[width, height], cb = new double[(width + 1) / 2, (height + 1) / 2], cr = new double[(width + 1) / 2, (height + 1) / 2];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double light = (source.Luma(x, y) - black) / span, u = (source.Cb(x / 2, y / 2) - 128) / chroma, v = (source.Cr(x / 2, y / 2) - 128) / chroma;
                double red = light + 2 * (1 - kr) * v, blue = light + 2 * (1 - kb) * u;
                double[] rgb = LutOracle.Apply(lut, red, (light - kr * red - kb * blue) / kg, blue);
                double graded = kr * rgb[0] + kg * rgb[1] + kb * rgb[2];
                luma[x, y] = black + span * graded;

                // Chroma is linear in R'G'B', so the mean of the pixels' chroma is the chroma of their mean.
                int samples = Math.Min(2, width - x / 2 * 2) * Math.Min(2, height - y / 2 * 2);
                cb[x / 2, y / 2] += chroma * (rgb[2] - graded) / (2 * (1 - kb)) / samples;
                cr[x / 2, y / 2] += chroma * (rgb[0] - graded) / (2 * (1 - kr)) / samples;
            }
        }

        for (int i = 0; i < cb.Length; i++)
        {
            (int x, int y) = (i % cb.GetLength(0), i / cb.GetLength(0));
            (cb[x, y], cr[x, y]) = (cb[x, y] + 128, cr[x, y] + 128);
        }

        return [luma, cb, cr];
    }

    /// <summary>A frame of either layout with padded rows.</summary>
    private sealed class Planes
    {
        private readonly byte[] _luma, _chroma, _chromaV;
        private readonly int _lumaStride, _chromaStride;
        private readonly YuvLayout _layout;

        public Planes(int width, int height, YuvLayout layout, int seed)
        {
            (Width, Height, _layout) = (width, height, layout);
            _lumaStride = width + 5;
            _chromaStride = (width + 1) / 2 * (layout == YuvLayout.Nv12 ? 2 : 1) + 3;
            _luma = GraderFrames.Noise(_lumaStride * height, seed);
            _chroma = GraderFrames.Noise(_chromaStride * ((height + 1) / 2), seed + 10);
            _chromaV = GraderFrames.Noise(_chroma.Length, seed + 20);
        }

        public int Width { get; }

        public int Height { get; }

        public int Luma(int x, int y) => _luma[y * _lumaStride + x];

        public int Cb(int x, int y) => _chroma[y * _chromaStride + (_layout == YuvLayout.Nv12 ? 2 * x : x)];

        public int Cr(int x, int y) => _layout == YuvLayout.Nv12 ? _chroma[y * _chromaStride + 2 * x + 1] : _chromaV[y * _chromaStride + x];

        public YuvFrameView View(YuvRange range, YuvMatrix matrix) => _layout == YuvLayout.Nv12
            ? YuvFrameView.Nv12(_luma, _lumaStride, _chroma, _chromaStride, Width, Height, range, matrix)
            : YuvFrameView.I420(_luma, _lumaStride, _chroma, _chromaV, _chromaStride, Width, Height, range, matrix);

        public YuvFrameTarget Target(YuvRange range, YuvMatrix matrix) => _layout == YuvLayout.Nv12
            ? YuvFrameTarget.Nv12(_luma, _lumaStride, _chroma, _chromaStride, Width, Height, range, matrix)
            : YuvFrameTarget.I420(_luma, _lumaStride, _chroma, _chromaV, _chromaStride, Width, Height, range, matrix);

        public void AssertEqual(Planes other)
        {
            for (int i = 0; i < Width * Height; i++)
            {
                (int x, int y) = (i % Width, i / Width);
                Assert.Equal((other.Luma(x, y), other.Cb(x / 2, y / 2), other.Cr(x / 2, y / 2)), (Luma(x, y), Cb(x / 2, y / 2), Cr(x / 2, y / 2)));
            }
        }
    }
}
