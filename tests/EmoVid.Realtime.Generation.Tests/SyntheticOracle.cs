namespace EmoVid.Realtime.Generation.Tests;

/// <summary>The formulas of make_synthetic_pack.py, worked out in double precision and without ONNX.</summary>
internal static class SyntheticOracle
{
    public const int CodeSize = 6;

    private static readonly string[] Order = ["neutral", "sadness", "fear", "disgust", "anger", "excitement", "contentment", "awe", "amusement"];

    /// <summary>codes[t, j] for one emotion of full weight.</summary>
    public static double Code(float[] noise, int t, int j, string emotion, double intensity, double[] embedding)
    {
        int frames = noise.Length / CodeSize;
        double N(int frame) => noise[(frame + frames) % frames * CodeSize + j];
        double smooth = 0.1 * (N(t - 1) + 2 * N(t) + N(t + 1)) / 4;
        double pose = 0.01 * (Array.IndexOf(Order, emotion) + 1) * (j + 1);
        return intensity * (smooth + pose) + 0.02 * embedding[j % 4];
    }

    /// <summary>Reads the code back out of a frame's fields; the still must have some red at the top left.</summary>
    public static double[] CodeOf(MotionFields fields, double feature0AtTopLeft, double confidence)
    {
        double mask = fields.Paint[0] / confidence;
        return [fields.Warp[0], fields.Warp[64] / feature0AtTopLeft, fields.Warp[128] - 1, fields.Warp[192] - 1, fields.Warp[256] - 1, Math.Log(mask / (1 - mask))];
    }
}
