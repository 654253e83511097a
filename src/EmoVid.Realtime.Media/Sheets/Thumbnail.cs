using System.Numerics;

namespace EmoVid.Realtime.Media;

/// <summary>Small copies of frames, and how they are laid onto a sheet.</summary>
internal static class Thumbnail
{
    /// <summary>Fits a frame into a square, centred, by averaging the pixels that each pixel of the copy covers, in
    /// premultiplied colour: edges stay soft and transparent colour does not bleed.</summary>
    public static RgbaImage Make(in FrameView frame, int side)
    {
        var source = new RgbaImage(frame.Width, frame.Height, AlphaMode.Premultiplied);
        AlphaConversion.Convert(frame, source.Target);
        var thumbnail = new RgbaImage(side, side, AlphaMode.Premultiplied);
        double scale = (double)Math.Max(frame.Width, frame.Height) / side;
        double left = (frame.Width - side * scale) / 2, top = (frame.Height - side * scale) / 2;
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                Vector4 mean = Average(source, left + x * scale, top + y * scale, scale) + new Vector4(0.5f);
                Span<byte> pixel = thumbnail.Pixels.AsSpan((y * side + x) * 4, 4);
                (pixel[0], pixel[1], pixel[2], pixel[3]) = ((byte)mean.X, (byte)mean.Y, (byte)mean.Z, (byte)mean.W);
            }
        }

        return thumbnail;
    }

    /// <summary>Lays a copy over an opaque or straight sheet that is opaque there: out = copy + sheet·(1 - alpha).</summary>
    public static void Lay(RgbaImage thumbnail, RgbaImage sheet, int left, int top)
    {
        for (int y = 0; y < thumbnail.Height; y++)
        {
            ReadOnlySpan<byte> from = thumbnail.View.Row(y);
            Span<byte> to = sheet.Pixels.AsSpan(((top + y) * sheet.Width + left) * 4, thumbnail.Width * 4);
            for (int i = 0; i < from.Length; i += 4)
            {
                int rest = 255 - from[i + 3];
                for (int channel = i; channel < i + 3; channel++)
                {
                    to[channel] = (byte)Math.Min(255, from[channel] + AlphaConversion.Premultiply(to[channel], rest));
                }
            }
        }
    }

    private static Vector4 Average(RgbaImage source, double left, double top, double side)
    {
        Vector4 sum = default;
        int lastY = (int)Math.Min(source.Height, Math.Ceiling(top + side)), lastX = (int)Math.Min(source.Width, Math.Ceiling(left + side));
        for (int y = (int)Math.Max(0, Math.Floor(top)); y < lastY; y++)
        {
            double rowWeight = Math.Min(top + side, y + 1) - Math.Max(top, y);
            for (int x = (int)Math.Max(0, Math.Floor(left)); x < lastX; x++)
            {
                double weight = rowWeight * (Math.Min(left + side, x + 1) - Math.Max(left, x));
                ReadOnlySpan<byte> pixel = source.Pixels.AsSpan((y * source.Width + x) * 4, 4);
                sum += (float)weight * new Vector4(pixel[0], pixel[1], pixel[2], pixel[3]);
            }
        }

        return sum / (float)(side * side);
    }
}
