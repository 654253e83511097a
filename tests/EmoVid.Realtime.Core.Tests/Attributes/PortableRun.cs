using System.Security.Cryptography;
using System.Text;

namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>What this assembly does when it is run as a program: it measures frames of every layout and prints a digest of the
/// sums, and whether it had the kernel of 512-bit bytes. <see cref="PortableRunTests"/> runs it where the runtime is told to use fewer instructions than the processor has.</summary>
internal static class PortableRun
{
    public static void Main() => Console.WriteLine($"{Digest()} {OpaqueBytesKernel.IsSupported}");

    public static string Digest()
    {
        var text = new StringBuilder();
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        var sums = new AttributeSums();
        foreach (AlphaMode mode in Enum.GetValues<AlphaMode>())
        {
            foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
            {
                byte[] bytes = TestFrames.Bytes(207, 31, 207 * 8 + 8, format, mode, (int)format);
                var frame = new FrameView(bytes, 207, 31, 207 * 8 + 8, format, mode);
                meter.Measure(frame, sums);
                Append(text, sums);
                meter.Measure(frame, new MaskView(bytes, 207, 31, 207), sums);
                Append(text, sums);
            }
        }

        foreach (YuvMatrix matrix in Enum.GetValues<YuvMatrix>())
        {
            byte[] bytes = TestFrames.Bytes(207, 48, 207 * 4, PixelFormat.Rgba8, AlphaMode.Opaque, 5);
            meter.Measure(YuvFrameView.Nv12(bytes, 207, bytes.AsSpan(207 * 31), 208, 207, 31, YuvRange.Limited, matrix), sums);
            Append(text, sums);
        }

        // The standard set of large opaque frames has a kernel of its own, where the processor has the instructions.
        using var standard = new CpuAttributeMeter(new AttributeMeterOptions { Threads = 1 });
        foreach (PixelFormat format in (ReadOnlySpan<PixelFormat>)[PixelFormat.Rgba8, PixelFormat.Bgra8])
        {
            byte[] bytes = TestFrames.Bytes(1031, 517, 1031 * 4 + 8, format, AlphaMode.Opaque, 6);
            standard.Measure(new FrameView(bytes, 1031, 517, 1031 * 4 + 8, format, AlphaMode.Opaque), sums);
            Append(text, sums);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, AttributeSums sums)
    {
        ReadOnlySpan<long> numbers =
        [
            sums.PixelCount, sums.NonFiniteCount, sums.Weight, sums.Value, sums.Saturation, sums.HueCos, sums.HueSin,
            sums.WeightedHueCos, sums.WeightedHueSin, sums.RedGreen, sums.YellowBlue2, sums.RedGreenSquared, sums.YellowBlue2Squared,
            sums.Luma, sums.LumaSquared, sums.MotionPixels, sums.MotionAbsolute, sums.MotionSigned, sums.EdgePixels, sums.EdgeCount,
            .. sums.LumaHistogram, .. sums.HueHistogram,
        ];
        foreach (long number in numbers)
        {
            text.Append(number).Append(' ');
        }

        for (int cell = 0; cell < 16; cell++)
        {
            text.Append(sums.GridCell(cell % 4, cell / 4));
        }
    }
}
