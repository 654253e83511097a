using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Small copies of frames for plots: the mean of whole blocks of pixels.</summary>
internal static class SmallCopy
{
    /// <summary>A copy whose longer side is at most about the given one; null for formats that no file has.</summary>
    public static RgbaImage? Of(in MediaFrame frame, int side)
    {
        if (frame.IsYuv)
        {
            return OfPlanes(frame.Yuv, side);
        }

        FrameView view = frame.View;
        return view.Format is PixelFormat.Rgba8 or PixelFormat.Bgra8 ? OfPixels(view, side) : null;
    }

    private static RgbaImage OfPixels(in FrameView view, int side)
    {
        int step = Step(view.Width, view.Height, side);
        RgbaImage small = Create(view.Width, view.Height, step);
        (int red, int blue) = view.Format == PixelFormat.Rgba8 ? (0, 2) : (2, 0);
        for (int y = 0; y < small.Height; y++)
        {
            for (int x = 0; x < small.Width; x++)
            {
                long r = 0, g = 0, b = 0, a = 0;
                int columns = Math.Min(step, view.Width - x * step), rows = Math.Min(step, view.Height - y * step);
                for (int row = y * step; row < y * step + rows; row++)
                {
                    ReadOnlySpan<byte> pixels = view.Row(row).Slice(4 * x * step, 4 * columns);
                    for (int i = 0; i < pixels.Length; i += 4)
                    {
                        int alpha = view.AlphaMode == AlphaMode.Opaque ? 255 : pixels[i + 3], weight = view.AlphaMode == AlphaMode.Premultiplied ? 255 : alpha;
                        (r, g, b, a) = (r + weight * pixels[i + red], g + weight * pixels[i + 1], b + weight * pixels[i + blue], a + alpha);
                    }
                }

                Put(small, x, y, a == 0 ? 0 : (double)r / a, a == 0 ? 0 : (double)g / a, a == 0 ? 0 : (double)b / a, (double)a / (rows * columns));
            }
        }

        return small;
    }

    private static RgbaImage OfPlanes(in YuvFrameView view, int side)
    {
        int step = Step(view.Width, view.Height, side);
        RgbaImage small = Create(view.Width, view.Height, step);

        // Rec. ITU-R BT.601, BT.709 and BT.2020: the weights of red and blue in luma.
        (double kr, double kb) = view.Matrix switch
        {
            YuvMatrix.Bt601 => (0.299, 0.114),
            YuvMatrix.Bt709 => (0.2126, 0.0722),
            _ => (0.2627, 0.0593),
        };
        (double lumaScale, double chromaScale, double black) = view.Range == YuvRange.Limited ? (255 / 219.0, 255 / 224.0, 16.0) : (1, 1, 0);
        for (int y = 0; y < small.Height; y++)
        {
            for (int x = 0; x < small.Width; x++)
            {
                double luma = 0;
                int columns = Math.Min(step, view.Width - x * step), rows = Math.Min(step, view.Height - y * step);
                for (int row = y * step; row < y * step + rows; row++)
                {
                    foreach (byte code in view.Luma.Slice(row * view.LumaStride + x * step, columns))
                    {
                        luma += code;
                    }
                }

                luma = (luma / (rows * columns) - black) * lumaScale;
                (double u, double v) = Chroma(view, (x * step + columns / 2) / 2, (y * step + rows / 2) / 2);
                (u, v) = ((u - 128) * chromaScale, (v - 128) * chromaScale);
                double red = luma + 2 * (1 - kr) * v, blue = luma + 2 * (1 - kb) * u;
                Put(small, x, y, red, (luma - kr * red - kb * blue) / (1 - kr - kb), blue, 255);
            }
        }

        return small;
    }

    private static (byte U, byte V) Chroma(in YuvFrameView view, int x, int y) => view.Layout == YuvLayout.Nv12
        ? (view.Chroma[y * view.ChromaStride + 2 * x], view.Chroma[y * view.ChromaStride + 2 * x + 1])
        : (view.Chroma[y * view.ChromaStride + x], view.ChromaV[y * view.ChromaStride + x]);

    private static int Step(int width, int height, int side) => Math.Max(1, Math.Max(width, height) / side);

    private static RgbaImage Create(int width, int height, int step) => new((width + step - 1) / step, (height + step - 1) / step, AlphaMode.Straight);

    private static void Put(RgbaImage image, int x, int y, double red, double green, double blue, double alpha)
    {
        Span<byte> pixel = image.Pixels.AsSpan(4 * (y * image.Width + x), 4);
        (pixel[0], pixel[1], pixel[2], pixel[3]) = (Code(red), Code(green), Code(blue), Code(alpha));
    }

    private static byte Code(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
