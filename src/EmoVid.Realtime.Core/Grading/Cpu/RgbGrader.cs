using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Grades rows of RGB frames, one thread's.</summary>
internal sealed unsafe class RgbGrader
{
    private const uint OpaqueAlpha = 0xFF000000;

    private readonly GradeBlock _block = new();
    private byte[] _kept = [];

    /// <summary>Grades a row.</summary>
    public void GradeRow(in GradeFrame frame, int y)
    {
        byte* source = frame.SourcePixels + (nint)y * frame.SourceStride, target = frame.TargetPixels + (nint)y * frame.TargetStride;
        int rowBytes = frame.Width * frame.SourceFormat.BytesPerPixel();
        if (frame.Lut.IsIdentity && frame.IsSameLayout)
        {
            if (source != target)
            {
                Buffer.MemoryCopy(source, target, rowBytes, rowBytes);
            }
        }
        else if (IsPlain(frame, source))
        {
            GradePlain(frame, y, source, target);
        }
        else
        {
            GradeBlocks(frame, y, source, target);
        }
    }

    /// <summary>Whether the row can go through the kernel without conversion.</summary>
    private static bool IsPlain(in GradeFrame frame, byte* source) =>
        frame.IsSameLayout && frame.Mask == null && frame.SourceFormat.HasByteChannels() && frame.SourceEncoding == ColorEncoding.Srgb
        && (frame.SourceAlpha != AlphaMode.Premultiplied || IsOpaque((uint*)source, frame.Width));

    private static bool IsOpaque(uint* pixels, int count)
    {
        uint all = OpaqueAlpha;
        int x = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<uint> bits = Vector256.Create(OpaqueAlpha);
            for (; x <= count - Vector256<uint>.Count; x += Vector256<uint>.Count)
            {
                bits &= Vector256.Load(pixels + x);
            }

            all = bits == Vector256.Create(OpaqueAlpha) ? OpaqueAlpha : 0;
        }

        for (; x < count; x++)
        {
            all &= pixels[x];
        }

        return all == OpaqueAlpha;
    }

    private void GradePlain(in GradeFrame frame, int y, byte* source, byte* target)
    {
        // The whole row is graded, which is faster than its parts, and the rectangle's pixels are put back.
        bool keeps = frame.HasUntouched(y);
        int first = 4 * frame.Untouched.X, length = 4 * frame.Untouched.Width;
        if (keeps)
        {
            if (_kept.Length < length)
            {
                _kept = new byte[length];
            }

            new ReadOnlySpan<byte>(source + first, length).CopyTo(_kept);
        }

        ref int rounding = ref frame.Dithers ? ref LutRounding.Dithered(y) : ref LutRounding.Nearest;
        if (frame.SourceFormat == PixelFormat.Bgra8)
        {
            CpuLutKernel.Run<ByteLayout<BlueFirst>>(source, target, frame.Width, frame.Lut, ref rounding);
        }
        else
        {
            CpuLutKernel.Run<ByteLayout<RedFirst>>(source, target, frame.Width, frame.Lut, ref rounding);
        }

        if (keeps)
        {
            _kept.AsSpan(0, length).CopyTo(new Span<byte>(target + first, length));
        }
    }

    private void GradeBlocks(in GradeFrame frame, int y, byte* source, byte* target)
    {
        int sourceSize = frame.SourceFormat.BytesPerPixel(), targetSize = frame.TargetFormat.BytesPerPixel();
        bool sourceIsHalf = frame.SourceFormat == PixelFormat.Rgba16F;

        // What is only converted between byte formats has nothing to dither.
        bool dithers = frame.Dithers && !(frame.Lut.IsIdentity && frame.SourceFormat.HasByteChannels());
        for (int x = 0; x < frame.Width; x += GradeBlock.Length)
        {
            int count = Math.Min(GradeBlock.Length, frame.Width - x);
            byte* from = source + (nint)x * sourceSize, to = target + (nint)x * targetSize;
            BlockReader.Read(from, count, frame.SourceFormat, frame.SourceAlpha, frame.SourceEncoding, _block);
            _block.Grade(count, frame.Lut);
            bool isMasked = frame.FillMask(x, y, _block.Mask.AsSpan(0, count));
            bool keeps = isMasked && frame.IsSameLayout;
            if (isMasked)
            {
                _block.Blend(count);
            }

            if (keeps)
            {
                new ReadOnlySpan<byte>(from, count * sourceSize).CopyTo(_block.Original);
            }

            BlockWriter.Write(to, count, frame.TargetFormat, frame.TargetAlpha, frame.TargetEncoding, sourceIsHalf, dithers ? y : -1, _block);
            for (int i = 0; keeps && i < count; i++)
            {
                if (_block.Mask[i] == 0)
                {
                    _block.Original.AsSpan(i * sourceSize, sourceSize).CopyTo(new Span<byte>(to + i * sourceSize, sourceSize));
                }
            }
        }
    }
}
