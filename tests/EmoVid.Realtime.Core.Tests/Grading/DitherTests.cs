using EmoVid.Realtime.BlueNoise;

namespace EmoVid.Realtime.Core.Tests.Grading;

public sealed class DitherTests : IDisposable
{
    private const int Size = DitherPattern.Size;

    private readonly CpuSceneGrader _grader = new();

    public void Dispose() => _grader.Dispose();

    [Fact]
    public void The_committed_tile_is_what_its_tool_makes() => Assert.Equal(VoidAndCluster.Build(), DitherPattern.Thresholds.ToArray());

    [Fact]
    public void Each_level_has_its_share_of_the_tile()
    {
        int[] counts = new int[DitherPattern.Levels];
        foreach (byte level in DitherPattern.Thresholds)
        {
            counts[level]++;
        }

        Assert.All(counts, count => Assert.Equal(Size * Size / DitherPattern.Levels, count));
    }

    [Fact]
    public void The_pattern_has_no_low_frequencies()
    {
        // Means of 8×8 squares: of white noise they scatter with 1/8 of a pixel's deviation (levels: 73.9 / 8 = 9.2); of blue noise hardly at all.
        double sum = 0;
        for (int square = 0; square < 64; square++)
        {
            double mean = 0;
            for (int i = 0; i < 64; i++)
            {
                mean += DitherPattern.Thresholds[(square / 8 * 8 + i / 8) * Size + square % 8 * 8 + i % 8] / 64.0;
            }

            sum += Math.Pow(mean - 127.5, 2) / 64;
        }

        Assert.InRange(Math.Sqrt(sum), 0, 3);
    }

    [Fact]
    public void Neighbours_differ()
    {
        double sum = 0;
        for (int i = 0; i < Size * Size; i++)
        {
            sum += Math.Abs(DitherPattern.Thresholds[i] - DitherPattern.Thresholds[i / Size * Size + (i + 1) % Size]);
        }

        // Two independent levels differ by a third of the range on average, 85.
        Assert.InRange(sum / (Size * Size), 95, 200);
    }

    [Fact]
    public void A_flat_area_keeps_its_mean()
    {
        GradeLut lut = GradeLutBaker.Bake(SampleGrades.Cold);
        for (int grey = 3; grey < 255; grey += 9)
        {
            byte[] source = GraderFrames.Flat(Size, Size, (byte)grey, (byte)(255 - grey), 90), graded = new byte[source.Length];
            _grader.Grade(
                new FrameView(source, Size, Size, Size * 4, PixelFormat.Rgba8, AlphaMode.Opaque),
                new FrameTarget(graded, Size, Size, Size * 4, PixelFormat.Rgba8, AlphaMode.Opaque),
                lut);
            double[] expected = LutOracle.Apply(lut, grey / 255.0, (255 - grey) / 255.0, 90 / 255.0);
            for (int channel = 0; channel < 3; channel++)
            {
                double mean = 0, least = 255, most = 0;
                for (int i = channel; i < graded.Length; i += 4)
                {
                    mean += graded[i] / (double)(Size * Size);
                    (least, most) = (Math.Min(least, graded[i]), Math.Max(most, graded[i]));
                }

                // A level of the pattern is 1/256 of a code, the lattice's fraction about 1/50.
                Assert.InRange(mean - 255 * expected[channel], -0.03, 0.03);
                Assert.InRange(most - least, 0, 1);
            }
        }
    }

    [Fact]
    public void Equal_frames_give_equal_bytes()
    {
        GradeLut lut = GradeLutBaker.Bake(SampleGrades.Hot);
        byte[] source = GraderFrames.Noise(200 * 70 * 4), first = new byte[source.Length], second = new byte[source.Length];
        foreach (byte[] target in new[] { first, second })
        {
            _grader.Grade(
                new FrameView(source, 200, 70, 800, PixelFormat.Rgba8, AlphaMode.Opaque),
                new FrameTarget(target, 200, 70, 800, PixelFormat.Rgba8, AlphaMode.Opaque),
                lut);
        }

        Assert.Equal(first, second);
    }

    [Fact]
    public void A_slow_gradient_does_not_band()
    {
        // A sky: 1024 columns over 20 codes. Rounded, the grade makes steps of many columns; dithered, the mean of each 16 columns follows the slope.
        const int Width = 1024;
        GradeLut lut = GradeLutBaker.Bake(SampleGrades.Hot);
        var rounded = new List<double>();
        var dithered = new List<double>();
        byte[] source = new byte[Width * Size * 8], graded = new byte[Width * Size * 4];
        Half[] halves = new Half[Width * Size * 4];
        for (int i = 0; i < Width * Size; i++)
        {
            Half value = (Half)LutOracle.Decode((120 + 20.0 * (i % Width) / Width) / 255);
            (halves[4 * i], halves[4 * i + 1], halves[4 * i + 2], halves[4 * i + 3]) = (value, value, value, (Half)1);
        }

        System.Runtime.InteropServices.MemoryMarshal.AsBytes(halves.AsSpan()).CopyTo(source);
        foreach (bool isRounded in new[] { true, false })
        {
            _grader.Grade(
                new FrameView(source, Width, Size, Width * 8, PixelFormat.Rgba16F, AlphaMode.Opaque),
                new FrameTarget(graded, Width, Size, Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque),
                lut,
                new GradeOptions { NoDither = isRounded });
            for (int column = 0; column < Width; column += 16)
            {
                double mean = 0;
                for (int i = 0; i < 16 * Size; i++)
                {
                    mean += graded[(i / 16 * Width + column + i % 16) * 4 + 1] / (16.0 * Size);
                }

                double at = (120 + 20.0 * (column + 7.5) / Width) / 255;
                (isRounded ? rounded : dithered).Add(mean - 255 * LutOracle.Apply(lut, at, at, at)[1]);
            }
        }

        Assert.InRange(dithered.Max(Math.Abs), 0, 0.1);
        Assert.InRange(rounded.Max(Math.Abs), 0.3, 0.6);
    }
}
