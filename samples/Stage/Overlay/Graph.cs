using System.Numerics;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>A curve over the last frames.</summary>
internal static class Graph
{
    /// <summary>Draws the well and its horizontal lines.</summary>
    public static void Ground(QuadBatch batch, float x, float y, float width, float height, float scale, int lines)
    {
        batch.Box(x, y, width, height, 6 * scale, Palette.Well);
        for (int i = 1; i < lines; i++)
        {
            float at = MathF.Round(y + height * i / lines);
            batch.Line(x + 5 * scale, at, x + width - 5 * scale, at, scale, Palette.Thin(Palette.Grid, 0.6f));
        }
    }

    /// <summary>Draws a curve, the newest value at the right edge.</summary>
    public static void Curve(QuadBatch batch, FrameTimes values, float x, float y, float width, float height, float scale, float most, Vector4 color)
    {
        float left = x + 5 * scale, step = (width - 10 * scale) / (FrameTimes.Capacity - 1);
        int first = FrameTimes.Capacity - values.Count;
        float px = 0, py = 0;
        for (int i = 0; i < values.Count; i++)
        {
            float cx = left + (first + i) * step, cy = y + 4 * scale + (height - 8 * scale) * (1 - Math.Clamp(values[i] / most, 0, 1));
            if (i > 0)
            {
                batch.Line(px, py, cx, cy, 1.6f * scale, color);
            }

            (px, py) = (cx, cy);
        }
    }

    /// <summary>Draws a bar a frame, in a colour by its height.</summary>
    public static void Bars(QuadBatch batch, FrameTimes values, float x, float y, float width, float height, float scale, float most)
    {
        float left = x + 5 * scale, step = (width - 10 * scale) / FrameTimes.Capacity;
        int first = FrameTimes.Capacity - values.Count;
        for (int i = 0; i < values.Count; i++)
        {
            float tall = Math.Max(scale, (height - 8 * scale) * Math.Clamp(values[i] / most, 0, 1));
            Vector4 color = values[i] <= 1000f / 60 ? Palette.Good : values[i] <= 1000f / 15 ? Palette.First : Palette.Recording;
            batch.Box(left + (first + i) * step, y + height - 4 * scale - tall, Math.Max(step * 0.8f, 0.7f), tall, 0, color);
        }
    }
}
