namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>A 4:2:0 frame of either layout, with padded rows.</summary>
internal sealed class GraderYuv
{
    private const int Padding = 3;
    private readonly int _width;
    private readonly int _height;
    private readonly YuvLayout _layout;
    private readonly YuvRange _range;
    private readonly YuvMatrix _matrix;

    public GraderYuv(int width, int height, YuvLayout layout, YuvRange range, YuvMatrix matrix)
    {
        (_width, _height, _layout, _range, _matrix) = (width, height, layout, range, matrix);
        Bytes = new byte[LumaBytes + (layout == YuvLayout.Nv12 ? 1 : 2) * ChromaBytes];
    }

    public byte[] Bytes { get; }

    public YuvFrameView View => Target.View;

    public YuvFrameTarget Target => _layout == YuvLayout.Nv12
        ? YuvFrameTarget.Nv12(Bytes.AsSpan(0, LumaBytes), LumaStride, Bytes.AsSpan(LumaBytes), ChromaStride, _width, _height, _range, _matrix)
        : YuvFrameTarget.I420(Bytes.AsSpan(0, LumaBytes), LumaStride, Bytes.AsSpan(LumaBytes, ChromaBytes), Bytes.AsSpan(LumaBytes + ChromaBytes), ChromaStride, _width, _height, _range, _matrix);

    private int LumaStride => _width + Padding;

    private int LumaBytes => LumaStride * _height;

    private int ChromaStride => (_width + 1) / 2 * (_layout == YuvLayout.Nv12 ? 2 : 1) + Padding;

    private int ChromaBytes => ChromaStride * ((_height + 1) / 2);

    public static GraderYuv Noise(int width, int height, YuvLayout layout, YuvRange range, YuvMatrix matrix, int seed)
    {
        var frame = new GraderYuv(width, height, layout, range, matrix);
        new Random(seed).NextBytes(frame.Bytes);
        return frame;
    }

    public void AssertWithinOneCode(GraderYuv found)
    {
        for (int i = 0; i < Bytes.Length; i++)
        {
            Assert.True(Math.Abs(Bytes[i] - found.Bytes[i]) <= 1, $"Byte {i}: expected {Bytes[i]}, found {found.Bytes[i]}.");
        }
    }
}
