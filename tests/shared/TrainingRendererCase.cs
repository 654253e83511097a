using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Tests.Shared;

/// <summary>A frame as the training code's renderer composed it (training/emovid_training/renderer_fixture.py), which every
/// compositor of the SDK must match within 2/255.</summary>
internal static class TrainingRendererCase
{
    private const int StillSize = 48;
    private const int FrameSize = 96;
    private const int WarpSize = 16;
    private const int PaintSize = 24;

    public static void AssertMatches(IStickerCompositor compositor)
    {
        MotionFields fields = new(WarpSize, PaintSize);
        Read("warp.f32").CopyTo(MemoryMarshal.AsBytes(fields.Warp.AsSpan()));
        Read("paint.f32").CopyTo(MemoryMarshal.AsBytes(fields.Paint.AsSpan()));
        compositor.SetStill(
            new FrameView(Read("still.rgba"), StillSize, StillSize, StillSize * 4, PixelFormat.Rgba8, AlphaMode.Premultiplied),
            new StickerPlacement(StillSize, 0, 0));
        RgbaImage frame = new(FrameSize, FrameSize, AlphaMode.Premultiplied);
        compositor.Compose(fields, frame.Target);

        byte[] expected = Read("frame.rgba");
        Assert.Equal(expected.Length, frame.Pixels.Length);
        int worst = 0, at = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            int difference = Math.Abs(expected[i] - frame.Pixels[i]);
            if (difference > worst)
            {
                (worst, at) = (difference, i);
            }
        }

        Assert.True(worst <= 2, $"Byte {at} (pixel {at / 4 % FrameSize}, {at / 4 / FrameSize}) is {frame.Pixels[at]}, the training renderer says {expected[at]}.");
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(CommittedFiles.Root, "tests", "assets", "renderer", name));
}
