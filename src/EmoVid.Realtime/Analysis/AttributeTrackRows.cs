namespace EmoVid.Realtime;

/// <summary>Gathers measured frames: a row each, the arc, and the strip's colours.</summary>
internal sealed class AttributeTrackRows(AttributeTrackOptions options, ClipStrip? strip)
{
    private readonly List<AttributeSample> _samples = [];
    private TimeSpan _before;

    public AttributeArcBuilder Arc { get; } = new(options.Cuts);

    public IReadOnlyList<AttributeSample> Samples => _samples;

    public void Add(AttributeSums sums, int index, TimeSpan start, TimeSpan duration)
    {
        Arc.Add(sums, start, duration);
        strip?.AddColor(sums);
        if (options.KeepSamples)
        {
            VisualAttributes look = VisualAttributes.FromSums(sums);
            double seconds = (start - _before).TotalSeconds;
            _samples.Add(new AttributeSample(index, start, duration, sums.HasPrevious && seconds > 0 ? look.MotionEnergy / seconds : double.NaN, look));
        }

        _before = start;
    }
}
