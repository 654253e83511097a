namespace EmoVid.Realtime;

/// <summary>Grades frames on the CPU. The reference for the Vulkan pass.</summary>
/// <remarks>
/// <para>8-bit sRGB frames, opaque or straight, go through the AVX2 kernel in one step; other formats are brought to its positions and back in blocks
/// that stay in the first cache. With rounding instead of dithering a channel is within 1/255 of interpolation in double precision.</para>
/// <para>Works on the calling thread, and with more than one thread on threads of its own beside it. Allocates nothing a frame.</para>
/// </remarks>
public sealed unsafe class CpuSceneGrader : IFrameGrader
{
    private readonly BandCrew _crew;
    private readonly RgbGrader[] _rgb;
    private readonly YuvGrader[] _yuv;
    private GradeFrame _frame;

    /// <summary>The first row, or pair of rows, that no thread has taken.</summary>
    private int _next;
    private bool _disposed;

    /// <summary>Creates a grader.</summary>
    /// <param name="threads">Threads that share a frame, the calling one among them; 0 for as many as the machine has processors.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 256.</exception>
    public CpuSceneGrader(int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 256);
        int bands = threads == 0 ? Environment.ProcessorCount : threads;
        _rgb = new RgbGrader[bands];
        _yuv = new YuvGrader[bands];
        for (int i = 0; i < bands; i++)
        {
            _rgb[i] = new RgbGrader();
            _yuv[i] = new YuvGrader();
        }

        _crew = new BandCrew(bands, "EmoVid scene grader", GradeBand);
    }

    /// <inheritdoc/>
    public string Device => "cpu";

    /// <inheritdoc/>
    public void Grade(in FrameView source, in FrameTarget target, GradeLut lut, in GradeOptions options = default, in MaskView mask = default)
    {
        Check(lut, source.Width, source.Height, target.Width, target.Height, mask);
        bool isSame = source.Format == target.Format && source.AlphaMode == target.AlphaMode && source.Encoding == target.Encoding;
        fixed (byte* from = source.Pixels, to = target.Pixels, coverage = mask.Coverage)
        {
            var frame = new GradeFrame
            {
                IsRgb = true,
                IsSameLayout = isSame,
                SourcePixels = from,
                TargetPixels = to,
                SourceStride = source.StrideBytes,
                TargetStride = target.StrideBytes,
                SourceFormat = source.Format,
                TargetFormat = target.Format,
                // Where alpha means nothing on either side, its bits are kept as they are.
                SourceAlpha = isSame && source.AlphaMode == AlphaMode.Opaque ? AlphaMode.Straight : source.AlphaMode,
                TargetAlpha = isSame && source.AlphaMode == AlphaMode.Opaque ? AlphaMode.Straight : target.AlphaMode,
                SourceEncoding = source.Encoding,
                TargetEncoding = target.Encoding,
            };
            Run(frame, source.Width, source.Height, lut, options, coverage, mask.StrideBytes);
        }
    }

    /// <inheritdoc/>
    public void Grade(in YuvFrameView source, in YuvFrameTarget target, GradeLut lut, in GradeOptions options = default, in MaskView mask = default)
    {
        Check(lut, source.Width, source.Height, target.Width, target.Height, mask);
        fixed (byte* from = source.Luma, fromCb = source.Chroma, fromCr = source.ChromaV)
        fixed (byte* to = target.Luma, toCb = target.Chroma, toCr = target.ChromaV, coverage = mask.Coverage)
        {
            var frame = new GradeFrame
            {
                IsSameLayout = source.Range == target.Range && source.Matrix == target.Matrix,
                SourcePixels = from,
                TargetPixels = to,
                SourceStride = source.LumaStride,
                TargetStride = target.LumaStride,
                SourceFactors = new YuvFactors(source.Range, source.Matrix),
                TargetFactors = new YuvFactors(target.Range, target.Matrix),
                SourceCb = fromCb,
                SourceCr = source.Layout == YuvLayout.Nv12 ? fromCb + 1 : fromCr,
                SourceChromaStride = source.ChromaStride,
                SourceChromaStep = source.Layout == YuvLayout.Nv12 ? 2 : 1,
                TargetCb = toCb,
                TargetCr = target.Layout == YuvLayout.Nv12 ? toCb + 1 : toCr,
                TargetChromaStride = target.ChromaStride,
                TargetChromaStep = target.Layout == YuvLayout.Nv12 ? 2 : 1,
            };
            Run(frame, source.Width, source.Height, lut, options, coverage, mask.StrideBytes);
        }
    }

    /// <summary>Ends the grader's threads.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _crew.Dispose();
        }
    }

    private void Run(GradeFrame frame, int width, int height, GradeLut lut, in GradeOptions options, byte* mask, int maskStride)
    {
        frame.Width = width;
        frame.Height = height;
        frame.Lut = lut;
        frame.Dithers = !options.NoDither;
        frame.Untouched = options.Untouched.Within(width, height);
        frame.Mask = mask;
        frame.MaskStride = maskStride;
        _frame = frame;
        _next = 0;
        _crew.Run();
        _frame = default;
    }

    private void GradeBand(int band)
    {
        // Bands are taken as threads come free, since a thread that the system holds up would else hold up the frame.
        int units = _frame.UnitCount, taken = Math.Max(1, units / (8 * _crew.Bands));
        for (int from = Interlocked.Add(ref _next, taken) - taken; from < units; from = Interlocked.Add(ref _next, taken) - taken)
        {
            GradeUnits(band, from, Math.Min(from + taken, units));
        }
    }

    private void GradeUnits(int band, int from, int to)
    {
        for (int unit = from; unit < to; unit++)
        {
            if (_frame.IsRgb)
            {
                _rgb[band].GradeRow(_frame, unit);
            }
            else if (_frame.Lut.IsIdentity && _frame.IsSameLayout)
            {
                YuvGrader.CopyPair(_frame, unit);
            }
            else
            {
                _yuv[band].GradePair(_frame, unit);
            }
        }
    }

    private void Check(GradeLut lut, int width, int height, int targetWidth, int targetHeight, in MaskView mask)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        GradeArguments.Check(lut, width, height, targetWidth, targetHeight, mask);
    }
}
