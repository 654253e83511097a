using FFMpegCore.Pipes;

namespace EmoVid.Realtime.Compat.Tests.FFMpegCore;

/// <summary>A raw RGBA frame of noise that a seed decides.</summary>
public sealed class NoiseFrame : IVideoFrame
{
    private readonly byte[] _pixels;

    public NoiseFrame(int width, int height, int seed)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[width * height * 4];
        new Random(seed).NextBytes(_pixels);
    }

    public int Width { get; }

    public int Height { get; }

    public string Format => "rgba";

    public ReadOnlySpan<byte> Pixels => _pixels;

    public void Serialize(Stream pipe) => pipe.Write(_pixels);

    public Task SerializeAsync(Stream pipe, CancellationToken token) => pipe.WriteAsync(_pixels, token).AsTask();
}
