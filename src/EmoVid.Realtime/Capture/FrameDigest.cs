using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EmoVid.Realtime;

/// <summary>The first 64 bits of the SHA-256 of a frame's pixels, rows without padding: enough to tell frames apart, and no secret.</summary>
/// <remarks>One thread at a time. Allocates nothing a frame.</remarks>
internal sealed class FrameDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ulong Of(in FrameView frame)
    {
        int rowBytes = frame.Width * frame.Format.BytesPerPixel();
        for (int y = 0; y < frame.Height; y++)
        {
            _hash.AppendData(frame.Row(y)[..rowBytes]);
        }

        return Take();
    }

    public ulong Of(in YuvFrameView frame)
    {
        Append(frame.Luma, frame.LumaStride, frame.Width, frame.Height);
        Append(frame.Chroma, frame.ChromaStride, frame.Layout == YuvLayout.Nv12 ? 2 * frame.ChromaWidth : frame.ChromaWidth, frame.ChromaHeight);
        if (frame.Layout == YuvLayout.I420)
        {
            Append(frame.ChromaV, frame.ChromaStride, frame.ChromaWidth, frame.ChromaHeight);
        }

        return Take();
    }

    public void Dispose() => _hash.Dispose();

    private void Append(ReadOnlySpan<byte> plane, int stride, int rowBytes, int rows)
    {
        for (int y = 0; y < rows; y++)
        {
            _hash.AppendData(plane.Slice(y * stride, rowBytes));
        }
    }

    private ulong Take()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
