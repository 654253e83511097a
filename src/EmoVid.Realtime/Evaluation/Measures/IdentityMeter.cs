namespace EmoVid.Realtime;

/// <summary>Measures identity of a recording against the frame that it began from.</summary>
/// <remarks>One thread at a time.</remarks>
internal static class IdentityMeter
{
    /// <summary>A cell counts as painted from this mask on: below it the still shows through plainly.</summary>
    public const float PaintedFrom = 0.1f;

    /// <summary>Performances of each still and emotion that are measured: four frames of each say as much of thousands of frames as all would.</summary>
    public const int Seeds = 1;

    private const int Side = FrameRecording.SmallSide;
    private const int Area = Side * Side;

    /// <summary>The frames that are looked at: four of an act, none the first.</summary>
    public static int[] Frames { get; } = [4, 13, 22, 31];

    /// <param name="reference">The still's frame in <paramref name="stillFrame"/>.</param>
    /// <param name="recording">The act.</param>
    /// <param name="painted">Shares of painted pixels, as the caller saw them.</param>
    /// <param name="stillFrame">Index in the reference.</param>
    public static IdentityMeasurement Measure(FrameRecording reference, FrameRecording recording, double[] painted, int stillFrame = 0)
    {
        var registration = new SilhouetteRegistration(reference.Alpha(stillFrame), FrameRecording.Side);
        float[] still = new float[4 * Area], frame = new float[4 * Area];
        reference.WriteSmall(stillFrame, still);
        var overlaps = new List<double>();
        var errors = new List<double>();
        foreach (int index in Frames.Where(index => index < recording.Count))
        {
            overlaps.Add(registration.Overlap(recording.Alpha(index)));
            recording.WriteSmall(index, frame);
            errors.Add(ColorError(still, frame));
        }

        return new IdentityMeasurement([.. overlaps], [.. errors], painted);
    }

    /// <summary>Share of the opaque cells of the placed still that a mask covers.</summary>
    /// <param name="fields">Fields of one instant.</param>
    /// <param name="canvas">The placed still at the mask's size: planes of premultiplied R, G, B, A.</param>
    public static double PaintedShare(MotionFields fields, ReadOnlySpan<float> canvas)
    {
        int cells = fields.PaintSize * fields.PaintSize;
        int opaque = 0, painted = 0;
        for (int i = 0; i < cells; i++)
        {
            if (canvas[3 * cells + i] >= 0.5f)
            {
                opaque++;
                painted += fields.Paint[i] >= PaintedFrom ? 1 : 0;
            }
        }

        return opaque == 0 ? 0 : painted / (double)opaque;
    }

    /// <summary>Mean absolute difference of straight colours where both are opaque, the still looked up along the flow.</summary>
    internal static double ColorError(float[] still, float[] frame)
    {
        (float[] x, float[] y) = DenseFlow.Estimate(Guide(still), Guide(frame), Side);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < Area; i++)
        {
            float px = i % Side + x[i], py = i / Side + y[i];
            float alpha = frame[3 * Area + i], from = DenseFlow.Sample(still.AsSpan(3 * Area, Area), Side, px, py);
            if (alpha < 0.9f || from < 0.9f)
            {
                continue;
            }

            count++;
            for (int channel = 0; channel < 3; channel++)
            {
                sum += Math.Abs(frame[channel * Area + i] / alpha - DenseFlow.Sample(still.AsSpan(channel * Area, Area), Side, px, py) / from);
            }
        }

        return count == 0 ? 0 : sum / (3 * count);
    }

    /// <summary>What the flow follows: luma (Rec. 709 weights) over mid grey, so that the silhouette's edge guides it too.</summary>
    private static float[] Guide(float[] planes)
    {
        var guide = new float[Area];
        for (int i = 0; i < Area; i++)
        {
            guide[i] = 0.2126f * planes[i] + 0.7152f * planes[Area + i] + 0.0722f * planes[2 * Area + i] + 0.3f * (1 - planes[3 * Area + i]);
        }

        return guide;
    }
}
