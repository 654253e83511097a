namespace EmoVid.Realtime;

/// <summary>Where the eight emotions stand on the unit circle of valence and arousal, and how a point of the plane is shared
/// among them.</summary>
/// <remarks>
/// <para>The angles are this project's own choice, not values from a lexicon. What they keep is the order that the literature
/// supports: valence positive for amusement, awe, contentment and excitement and negative for the others; arousal high for
/// excitement, anger and fear, middle for amusement, awe and disgust, low for contentment, lowest for sadness. Standing on a
/// circle, the eight are the corners of a convex octagon, which is all that mixes can reach.</para>
/// <para>A point inside is shared between the two corners that enclose its direction, and neutral takes the rest: the
/// sparsest exact answer, and one that changes continuously with the point.</para>
/// </remarks>
public static class Circumplex
{
    /// <summary>Degrees from positive valence towards high arousal, in <see cref="Emotion"/> order.</summary>
    private static readonly double[] Degrees = [14, 32, -38, 58, 134, 166, 110, -130];

    private static readonly ValenceArousal[] Points =
        Array.ConvertAll(Degrees, degrees => new ValenceArousal((float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)));

    /// <summary>Emotions counter-clockwise, so that neighbours enclose a sector of less than 180 degrees.</summary>
    private static readonly Emotion[] Ring = [.. Enum.GetValues<Emotion>().OrderBy(emotion => Degrees[(int)emotion])];

    /// <summary>The point of one emotion at full weight and intensity, on the unit circle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the eight.</exception>
    public static ValenceArousal PointOf(Emotion emotion) => EmotionNames.IsDefined(emotion)
        ? Points[(int)emotion]
        : throw new ArgumentOutOfRangeException(nameof(emotion), emotion, "Not one of the eight emotions.");

    /// <summary>Writes the weights of the eight emotions for a point. Beyond the octagon the direction is kept and the weights
    /// sum to 1.</summary>
    internal static void Share(double valence, double arousal, Span<float> weights)
    {
        weights.Clear();
        for (int i = 0; i < Ring.Length; i++)
        {
            Emotion from = Ring[i], to = Ring[(i + 1) % Ring.Length];
            (double x1, double y1) = (Points[(int)from].Valence, Points[(int)from].Arousal);
            (double x2, double y2) = (Points[(int)to].Valence, Points[(int)to].Arousal);

            // Cramer's rule for point = first·from + second·to; both are positive only in the sector that holds the point.
            double determinant = x1 * y2 - x2 * y1;
            double first = (valence * y2 - x2 * arousal) / determinant;
            double second = (x1 * arousal - valence * y1) / determinant;
            if (first >= 0 && second >= 0)
            {
                double excess = Math.Max(1, first + second);
                weights[(int)from] = (float)(first / excess);
                weights[(int)to] = (float)(second / excess);
                return;
            }
        }
    }
}
