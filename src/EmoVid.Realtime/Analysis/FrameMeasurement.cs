using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Measures the frames of a reader under a mask and inside a region, on the CPU in place, on a device several in flight.</summary>
internal sealed class FrameMeasurement
{
    private readonly AttributeMeter _meter;
    private readonly FrameRegion? _region;
    private readonly byte[]? _coverage;
    private readonly int _width;
    private readonly int _height;
    private readonly bool _overlaps;
    private readonly Queue<(int Index, TimeSpan Start, TimeSpan Duration)> _submitted = new();
    private readonly AttributeSums _sums = new();
    private readonly Taker _take;

    public FrameMeasurement(AttributeMeter meter, AttributeTrackOptions options, FrameReader reader, string name, Taker take)
    {
        (_meter, _region, _take, _width, _height) = (meter, options.Region, take, reader.Width, reader.Height);

        // The CPU engine would have to copy a frame to work on it later; the decoder is another process, so measuring in place overlaps
        // with it all the same.
        _overlaps = meter is not CpuAttributeMeter;
        if (_region is { } region && !region.IsInside(_width, _height))
        {
            throw new EmoVidException($"measuring '{name}': found frames of {_width}×{_height}, expected that they hold the region {region.X},{region.Y},{region.Width},{region.Height}; choose one inside");
        }

        if (options.Mask is { } mask)
        {
            if ((mask.Width, mask.Height) != (_width, _height))
            {
                throw new EmoVidException($"measuring '{name}': found a mask of {mask.Width}×{mask.Height}, expected one of {_width}×{_height} as the frames; scale it");
            }

            _coverage = Coverage(mask);
        }
    }

    /// <summary>Takes a measured frame.</summary>
    public delegate void Taker(AttributeSums sums, int index, TimeSpan start, TimeSpan duration);

    /// <summary>Measures a frame or hands it over; results come in order.</summary>
    public void Add(in MediaFrame frame)
    {
        if (!_overlaps)
        {
            Measure(frame);
            _take(_sums, frame.Index, frame.Start, frame.Duration);
            return;
        }

        while (!TrySubmit(frame))
        {
            if (!TakeOne())
            {
                _meter.Drain();
            }
        }

        _submitted.Enqueue((frame.Index, frame.Start, frame.Duration));
        while (TakeOne())
        {
        }
    }

    /// <summary>Waits for what is in flight.</summary>
    public void Complete()
    {
        if (_submitted.Count > 0)
        {
            _meter.Drain();
            while (TakeOne())
            {
            }
        }
    }

    private static byte[] Coverage(RgbaImage mask)
    {
        var coverage = new byte[mask.Width * mask.Height];
        for (int i = 0; i < coverage.Length; i++)
        {
            coverage[i] = (byte)((mask.Pixels[4 * i] * mask.Pixels[4 * i + 3] + 127) / 255);
        }

        return coverage;
    }

    private bool TakeOne()
    {
        if (!_meter.TryRead(_sums, out _))
        {
            return false;
        }

        (int index, TimeSpan start, TimeSpan duration) = _submitted.Dequeue();
        _take(_sums, index, start, duration);
        return true;
    }

    private MaskView Mask()
    {
        MaskView mask = _coverage is null ? default : new MaskView(_coverage, _width, _height, _width);
        return _region is { } region && _coverage is not null ? mask.Region(region.X, region.Y, region.Width, region.Height) : mask;
    }

    private void Measure(in MediaFrame frame)
    {
        if (frame.IsYuv)
        {
            _meter.Measure(Cut(frame.Yuv), Mask(), _sums);
        }
        else
        {
            _meter.Measure(Cut(frame.View), Mask(), _sums);
        }
    }

    private bool TrySubmit(in MediaFrame frame) => frame.IsYuv
        ? _meter.TrySubmit(Cut(frame.Yuv), Mask(), frame.Index)
        : _meter.TrySubmit(Cut(frame.View), Mask(), frame.Index);

    private FrameView Cut(FrameView view) => _region is { } region ? view.Region(region.X, region.Y, region.Width, region.Height) : view;

    private YuvFrameView Cut(YuvFrameView view) => _region is { } region ? view.Region(region.X, region.Y, region.Width, region.Height) : view;
}
