namespace EmoVid.Realtime.Core.Tests.Grading;

/// <summary>8-bit sRGB frames, the grader's main road.</summary>
public sealed class CpuSceneGraderTests : IDisposable
{
    private static readonly GradeOptions Rounded = new() { NoDither = true };
    private static readonly GradeLut Cold = GradeLutBaker.Bake(SampleGrades.Cold), Hot = GradeLutBaker.Bake(SampleGrades.Hot);

    private readonly CpuSceneGrader _grader = new();

    public static TheoryData<PixelFormat, AlphaMode> ByteFrames => new()
    {
        { PixelFormat.Rgba8, AlphaMode.Opaque },
        { PixelFormat.Rgba8, AlphaMode.Straight },
        { PixelFormat.Rgba8, AlphaMode.Premultiplied },
        { PixelFormat.Bgra8, AlphaMode.Opaque },
        { PixelFormat.Bgra8, AlphaMode.Straight },
        { PixelFormat.Bgra8, AlphaMode.Premultiplied },
    };

    public void Dispose() => _grader.Dispose();

    [Theory]
    [InlineData(PixelFormat.Rgba8)]
    [InlineData(PixelFormat.Bgra8)]
    public void Every_pixel_is_within_a_code_of_double_precision(PixelFormat format)
    {
        const int Width = 211, Height = 97;
        foreach (GradeLut lut in new[] { Cold, Hot })
        {
            foreach (byte[] source in new[] { GraderFrames.Noise(Width * Height * 4), GraderFrames.Gradient(Width, Height) })
            {
                byte[] graded = Grade(source, Width, Height, format, AlphaMode.Straight, lut, Rounded);
                int red = format == PixelFormat.Bgra8 ? 2 : 0;
                double worst = 0;
                for (int i = 0; i < source.Length; i += 4)
                {
                    double[] expected = LutOracle.Apply(lut, source[i + red] / 255.0, source[i + 1] / 255.0, source[i + 2 - red] / 255.0);
                    worst = Math.Max(worst, Math.Abs(graded[i + red] - 255 * expected[0]));
                    worst = Math.Max(worst, Math.Abs(graded[i + 1] - 255 * expected[1]));
                    worst = Math.Max(worst, Math.Abs(graded[i + 2 - red] - 255 * expected[2]));
                    Assert.Equal(source[i + 3], graded[i + 3]);
                }

                // Half a code is rounding; the rest is the lattice's fraction bits.
                Assert.InRange(worst, 0.3, 0.6);
            }
        }
    }

    [Fact]
    public unsafe void The_portable_form_gives_the_same_bits()
    {
        const int Count = 4096;
        byte[] source = GraderFrames.Noise(Count * 4), vector = new byte[Count * 4], portable = new byte[Count * 4];
        fixed (byte* from = source, toVector = vector, toPortable = portable)
        fixed (short* entries = &Hot.First)
        fixed (int* rounding = &LutRounding.Dithered(5))
        {
            CpuLutKernel.Run<ByteLayout<RedFirst>>(from, toVector, Count, Hot, ref LutRounding.Dithered(5));
            CpuLutKernel.RunPortable<ByteLayout<RedFirst>>(from, toPortable, 0, Count, entries, rounding);
            Assert.Equal(portable, vector);
            CpuLutKernel.Run<ByteLayout<BlueFirst>>(from, toVector, Count, Hot, ref LutRounding.Dithered(5));
            CpuLutKernel.RunPortable<ByteLayout<BlueFirst>>(from, toPortable, 0, Count, entries, rounding);
            Assert.Equal(portable, vector);
        }
    }

    [Theory]
    [MemberData(nameof(ByteFrames))]
    public void The_identity_gives_the_input_back(PixelFormat format, AlphaMode alphaMode)
    {
        byte[] source = GraderFrames.Noise(65 * 33 * 4);
        Assert.Equal(source, Grade(source, 65, 33, format, alphaMode, GradeLut.Identity, default));
    }

    [Fact]
    public void Even_interpolated_the_identity_changes_no_code()
    {
        // A table that is the identity but for one corner nobody visits does not take the shortcut.
        var lut = new GradeLut();
        GradeLut.Identity.Entries.CopyTo(lut.Writable);
        lut.Writable[^2] = 0;
        lut.Seal();
        Assert.False(lut.IsIdentity);
        byte[] source = GraderFrames.Noise(512 * 64 * 4);
        for (int i = 2; i < source.Length; i += 4)
        {
            source[i] = Math.Min(source[i], (byte)246);
        }

        Assert.Equal(source, Grade(source, 512, 64, PixelFormat.Rgba8, AlphaMode.Straight, lut, Rounded));
    }

    [Theory]
    [MemberData(nameof(ByteFrames))]
    public void Padding_and_memory_beyond_the_frame_are_untouched(PixelFormat format, AlphaMode alphaMode)
    {
        const int Width = 37, Height = 5, Stride = Width * 4 + 12;
        byte[] source = GraderFrames.Noise(Stride * Height), target = new byte[Stride * Height];
        target.AsSpan().Fill(0xAB);
        _grader.Grade(new FrameView(source, Width, Height, Stride, format, alphaMode), new FrameTarget(target, Width, Height, Stride, format, alphaMode), Hot);
        for (int y = 0; y < Height; y++)
        {
            Assert.Equal(-1, target.AsSpan(y * Stride + Width * 4, 12).IndexOfAnyExcept((byte)0xAB));
        }
    }

    [Theory]
    [MemberData(nameof(ByteFrames))]
    public void In_place_is_the_same(PixelFormat format, AlphaMode alphaMode)
    {
        byte[] source = GraderFrames.Noise(133 * 9 * 4);
        byte[] mask = GraderFrames.Noise(133 * 9, seed: 2);
        var options = new GradeOptions { Untouched = new PixelRectangle(20, 2, 50, 4) };
        foreach (bool masked in new[] { false, true })
        {
            byte[] apart = new byte[source.Length], same = [.. source];
            MaskView view = masked ? new MaskView(mask, 133, 9, 133) : default;
            _grader.Grade(new FrameView(source, 133, 9, 133 * 4, format, alphaMode), new FrameTarget(apart, 133, 9, 133 * 4, format, alphaMode), Hot, options, view);
            _grader.Grade(new FrameView(same, 133, 9, 133 * 4, format, alphaMode), new FrameTarget(same, 133, 9, 133 * 4, format, alphaMode), Hot, options, view);
            Assert.Equal(apart, same);
        }
    }

    [Theory]
    [InlineData(PixelFormat.Rgba8)]
    [InlineData(PixelFormat.Bgra8)]
    public void Premultiplied_colour_is_graded_straight_and_stays_below_its_alpha(PixelFormat format)
    {
        byte[] source = GraderFrames.Gradient(200, 100);
        int red = format == PixelFormat.Bgra8 ? 2 : 0;
        for (int i = 0; i < source.Length; i += 4)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                source[i + channel] = (byte)AlphaConversion.Premultiply(source[i + channel], source[i + 3]);
            }
        }

        byte[] graded = Grade(source, 200, 100, format, AlphaMode.Premultiplied, Hot, Rounded);
        byte[] dithered = Grade(source, 200, 100, format, AlphaMode.Premultiplied, Hot, default);
        for (int i = 0; i < source.Length; i += 4)
        {
            double alpha = source[i + 3];
            Assert.Equal(source[i + 3], graded[i + 3]);
            Assert.True(Math.Max(dithered[i], Math.Max(dithered[i + 1], dithered[i + 2])) <= alpha);
            double[] expected = alpha == 0 ? [0, 0, 0] : LutOracle.Apply(Hot, source[i + red] / alpha, source[i + 1] / alpha, source[i + 2 - red] / alpha);
            Assert.InRange(graded[i + red] - alpha * expected[0], -0.6, 0.6);
            Assert.InRange(graded[i + 1] - alpha * expected[1], -0.6, 0.6);
            Assert.InRange(graded[i + 2 - red] - alpha * expected[2], -0.6, 0.6);
        }
    }

    [Fact]
    public void A_mask_is_the_share_of_the_grade_and_zero_keeps_the_bits()
    {
        const int Width = 256, Height = 40;
        byte[] source = GraderFrames.Noise(Width * Height * 4), mask = new byte[Width * Height], graded = new byte[source.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(i % Width);
        }

        foreach (GradeOptions options in new[] { Rounded, default })
        {
            _grader.Grade(View(source, Width, Height), Target(graded, Width, Height), Cold, options, new MaskView(mask, Width, Height, Width));
            for (int i = 0; i < mask.Length; i++)
            {
                double[] full = LutOracle.Apply(Cold, source[4 * i] / 255.0, source[4 * i + 1] / 255.0, source[4 * i + 2] / 255.0);
                for (int channel = 0; channel < 3; channel++)
                {
                    double expected = source[4 * i + channel] + (255 * full[channel] - source[4 * i + channel]) * mask[i] / 255.0;
                    Assert.InRange(graded[4 * i + channel] - expected, options.NoDither ? -0.6 : -1.05, options.NoDither ? 0.6 : 1.05);
                }
            }

            for (int y = 0; y < Height; y++)
            {
                Assert.Equal(source.AsSpan(y * Width * 4, 4), graded.AsSpan(y * Width * 4, 4));
            }
        }
    }

    [Theory]
    [InlineData(10, 3, 20, 8)]
    [InlineData(-5, -5, 20, 8)]
    [InlineData(90, 15, 100, 100)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(200, 200, 10, 10)]
    [InlineData(int.MaxValue, 0, int.MaxValue, int.MaxValue)]
    public void A_rectangle_stays_as_it_is(int x, int y, int width, int height)
    {
        byte[] source = GraderFrames.Noise(100 * 20 * 4), bare = Grade(source, 100, 20, PixelFormat.Rgba8, AlphaMode.Straight, Hot, default);
        byte[] graded = Grade(source, 100, 20, PixelFormat.Rgba8, AlphaMode.Straight, Hot, new GradeOptions { Untouched = new PixelRectangle(x, y, width, height) });
        for (int i = 0; i < 100 * 20; i++)
        {
            bool isInside = i % 100 >= x && i % 100 - x < (long)width && i / 100 >= y && i / 100 - y < (long)height;
            Assert.Equal((isInside ? source : bare).AsSpan(4 * i, 4), graded.AsSpan(4 * i, 4));
        }
    }

    [Fact]
    public void More_strength_is_more_change_and_never_less()
    {
        byte[] source = GraderFrames.Gradient(128, 64);
        double before = 0;
        for (int step = 0; step <= 10; step++)
        {
            byte[] graded = Grade(source, 128, 64, PixelFormat.Rgba8, AlphaMode.Straight, GradeLutBaker.Bake(SampleGrades.Cold * (step / 10f)), Rounded);
            double difference = 0;
            for (int i = 0; i < source.Length; i += 4)
            {
                difference += Ciede2000.Difference(
                    Ciede2000.Lab(source[i] / 255.0, source[i + 1] / 255.0, source[i + 2] / 255.0),
                    Ciede2000.Lab(graded[i] / 255.0, graded[i + 1] / 255.0, graded[i + 2] / 255.0));
            }

            Assert.True(step == 0 ? difference == 0 : difference > before, $"Strength {step / 10f} changes {difference}, the one before {before}.");
            before = difference;
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Threads_give_the_same_bits(int threads)
    {
        using var many = new CpuSceneGrader(threads);
        foreach (int height in new[] { 1, 2, 5, 64 })
        {
            byte[] source = GraderFrames.Noise(67 * height * 4), graded = new byte[source.Length];
            many.Grade(View(source, 67, height), Target(graded, 67, height), Hot);
            Assert.Equal(Grade(source, 67, height, PixelFormat.Rgba8, AlphaMode.Straight, Hot, default), graded);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Grading_allocates_nothing(int threads)
    {
        using var grader = new CpuSceneGrader(threads);
        byte[] source = GraderFrames.Noise(64 * 32 * 4), target = new byte[source.Length], mask = GraderFrames.Noise(64 * 32);
        var options = new GradeOptions { Untouched = new PixelRectangle(3, 3, 9, 9) };
        void Frames()
        {
            grader.Grade(View(source, 64, 32), Target(target, 64, 32), Hot, options);
            grader.Grade(View(source, 64, 32), Target(target, 64, 32), Hot, options, new MaskView(mask, 64, 32, 64));
        }

        Frames();
        Allocations.AssertNone(Frames);
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        byte[] pixels = new byte[16 * 16 * 4];
        Assert.Throws<ArgumentException>(() => _grader.Grade(View(pixels, 16, 16), Target(pixels, 8, 16), Hot));
        Assert.Throws<ArgumentException>(() => _grader.Grade(View(pixels, 16, 16), Target(pixels, 16, 16), Hot, default, new MaskView(new byte[64], 8, 8, 8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CpuSceneGrader(-1));
        _grader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _grader.Grade(View(pixels, 16, 16), Target(pixels, 16, 16), Hot));
    }

    private static FrameView View(byte[] pixels, int width, int height) => new(pixels, width, height, width * 4, PixelFormat.Rgba8, AlphaMode.Straight);

    private static FrameTarget Target(byte[] pixels, int width, int height) => new(pixels, width, height, width * 4, PixelFormat.Rgba8, AlphaMode.Straight);

    private byte[] Grade(byte[] source, int width, int height, PixelFormat format, AlphaMode alphaMode, GradeLut lut, GradeOptions options)
    {
        byte[] target = new byte[source.Length];
        _grader.Grade(new FrameView(source, width, height, width * 4, format, alphaMode), new FrameTarget(target, width, height, width * 4, format, alphaMode), lut, options);
        return target;
    }
}
