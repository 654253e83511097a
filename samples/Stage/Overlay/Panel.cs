namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The ground that groups of the overlay lie on.</summary>
internal static class Panel
{
    /// <summary>Draws a ground with round corners, a fine edge and a soft shadow.</summary>
    public static void Draw(QuadBatch batch, float x, float y, float width, float height, float scale)
    {
        float radius = 12 * scale;
        batch.Shadow(x, y + 3 * scale, width, height, radius, 14 * scale, new System.Numerics.Vector4(0, 0, 0, 0.28f));
        batch.Box(x, y, width, height, radius, Palette.Panel);
        batch.Frame(x, y, width, height, radius, scale, Palette.PanelEdge);
    }
}
