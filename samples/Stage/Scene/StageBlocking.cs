namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Who stands where: rows on the meadow, the back ones smaller and higher, each centred.</summary>
internal static class StageBlocking
{
    private const float Aspect = 16f / 9f;
    private const float Middle = 0.545f;

    /// <summary>Gives every actor its place, in drawing order from the back.</summary>
    public static void Place(StageActor[] actors)
    {
        int rows = actors.Length <= 4 ? 1 : actors.Length <= 10 ? 2 : actors.Length <= 24 ? 3 : 4;
        int next = 0;
        for (int row = 0; row < rows; row++)
        {
            int left = rows - row;
            int count = (actors.Length - next + left - 1) / left;
            // The front row is the nearest: it stands lower and is larger.
            float depth = rows == 1 ? 1 : (float)row / (rows - 1);
            float size = (rows == 1 ? 0.36f : 0.22f + 0.09f * depth) * Math.Min(1, 6.5f / Math.Max(count, 1) / (rows > 2 ? 0.9f : 1));
            float floor = rows == 1 ? 0.82f : 0.575f + 0.255f * depth;
            // The stage's right two thirds: the measurements lie over the left.
            float step = Math.Min(0.64f / Math.Max(count, 1), size * 1.3f / Aspect);
            for (int i = 0; i < count; i++, next++)
            {
                actors[next].Size = size;
                actors[next].Place = (Middle + (i - (count - 1) / 2f) * step, floor);
            }
        }
    }
}
