using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Does again, in fixed steps, what a capture says, and compares what comes out.</summary>
public static class CaptureReplay
{
    /// <summary>Replays a capture as far as it goes.</summary>
    /// <param name="log">The capture.</param>
    /// <param name="options">Where things are; null where the capture holds its input and grades.</param>
    /// <param name="progress">Told the number of frames made; may be null.</param>
    /// <param name="cancellation">Stops between two frames.</param>
    /// <exception cref="CaptureException">An input is missing or is another one.</exception>
    /// <exception cref="EmoVidException">The device, the pack, a network or a file failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CaptureReplayReport Run(CaptureLog log, CaptureReplayOptions? options, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(log);
        options ??= new CaptureReplayOptions();
        using PixelEngine engine = PixelEngine.Open(options.Engine ?? EngineOf(log.Header.Device));
        using var inputs = new ReplayInputs(log, options);
        using var output = new ReplayOutput(log, options.Output);
        string setting = log.Header.Work == CaptureWork.Grade
            ? Grade(log, engine, inputs, output, progress, cancellation)
            : Act(log, engine, options, inputs, output, progress, cancellation);
        output.Complete();
        return output.Report(Changed("version", log.Header.SdkVersion, CaptureHeader.ThisSdk) + Changed("device", log.Header.Device, engine.Device) + setting);
    }

    private static string Act(CaptureLog log, PixelEngine engine, CaptureReplayOptions options, ReplayInputs inputs, ReplayOutput output, IProgress<int>? progress, CancellationToken cancellation)
    {
        CaptureHeader header = log.Header;
        var generator = options.Generator ?? new GeneratorOptions
        {
            Provider = Enum.TryParse(header.Provider, ignoreCase: true, out ExecutionProvider provider) ? provider : ExecutionProvider.Auto,
        };
        using StickerAnimator animator = StickerAnimator.Open(options.PackFolder ?? ReferencePack.Require(), engine, generator);
        RgbaImage still = StickerReader.Read(inputs.PathOf(CaptureInput.Still), cancellationToken: cancellation);
        output.Begin(header.Size, header.Size, header.Work == CaptureWork.Live ? null : header.FramesPerSecond);
        var image = new RgbaImage(header.Size, header.Size, AlphaMode.Premultiplied);
        if (header.Work == CaptureWork.Clip)
        {
            var request = new ClipRequest { Mix = log.Steps[0].Mix, Seconds = header.Seconds, FramesPerSecond = header.FramesPerSecond, Size = header.Size, Seed = header.Seed };
            using StickerClip clip = animator.CreateClip(still.View, request);
            for (int frame = 0; frame < log.Digests.Count; frame++)
            {
                cancellation.ThrowIfCancellationRequested();
                clip.Render(frame % clip.FrameCount, image.Target);
                output.Add(image.View);
                progress?.Report(frame + 1);
            }
        }
        else if (header.Work == CaptureWork.Live)
        {
            LiveReplay.Run(log, animator, still, image, output, progress, cancellation);
        }
        else
        {
            // The steps hold the mix as it was shown, so the signal has only to show it.
            var signal = new EmotionSignal(0, 0);
            using StickerPerformance performance = animator.CreatePerformance(still.View, signal, header.Seed);
            int cursor = 0;
            for (int frame = 0; frame < log.Digests.Count; frame++)
            {
                cancellation.ThrowIfCancellationRequested();
                var time = TimeSpan.FromSeconds(frame / header.FramesPerSecond);
                signal.SetTarget(log.StepAt(frame, ref cursor).Mix, time, 0);
                performance.RenderAt(time, image.Target);
                output.Add(image.View);
                progress?.Report(frame + 1);
            }
        }

        return Changed("pack", header.PackHash, animator.Pack.Hash) + Changed("provider", header.Provider, animator.Provider.ToString().ToLowerInvariant());
    }

    private static string Grade(CaptureLog log, PixelEngine engine, ReplayInputs inputs, ReplayOutput output, IProgress<int>? progress, CancellationToken cancellation)
    {
        var signal = new EmotionSignal(0, 0);
        var reading = new FrameReaderOptions { KeepYuv = log.Header.KeepsYuv, Hdr = log.Header.MapsTones ? HdrHandling.ToneMap : HdrHandling.Refuse };
        using FrameReader reader = FrameReader.Open(inputs.PathOf(CaptureInput.Scene), reading, cancellation);
        using var grader = new SceneGrader(engine, new SceneGraderOptions { LimitsFlashes = log.Header.LimitsFlashes, Threads = 0 });
        byte[]? mask = inputs.Find(CaptureInput.Mask) is { } path ? GradeMask.Read(path, reader.Width, reader.Height, cancellation) : null;
        var target = new GradeBuffer();
        var pass = TimeSpan.FromSeconds(log.Header.PassSeconds);
        output.Begin(reader.Width, reader.Height, pass > TimeSpan.Zero ? 1 / pass.TotalSeconds : null);
        int cursor = 0;
        MediaFrame source = default;
        for (int frame = 0; frame < log.Digests.Count && (frame > 0 && pass > TimeSpan.Zero || reader.TryRead(out source)); frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            TimeSpan time = source.Start + frame * pass;
            CaptureStep step = log.StepAt(frame, ref cursor);
            signal.SetTarget(step.Mix, time, 0);
            grader.Settings = new SceneGradeSettings { Signal = signal, Strength = step.Strength, SkinProtection = step.SkinProtection, Grading = step.Grading };
            MaskView coverage = mask is null ? default : new MaskView(mask, reader.Width, reader.Height, reader.Width);
            bool isShown = pass == TimeSpan.Zero || frame == log.Digests.Count - 1;
            if (source.IsYuv)
            {
                YuvFrameTarget planes = target.Like(source.Yuv);
                grader.Process(source.Yuv, planes, time, coverage);
                output.Add(planes.View, source.Duration, isShown);
            }
            else
            {
                FrameTarget pixels = target.Like(source.View);
                grader.Process(source.View, pixels, time, coverage);
                output.Add(pixels.View, source.Duration, isShown);
            }

            progress?.Report(frame + 1);
        }

        return string.Empty;
    }

    private static EngineChoice EngineOf(string device) => device.StartsWith("vulkan: ", StringComparison.Ordinal)
        ? device.EndsWith("(software)", StringComparison.Ordinal) ? EngineChoice.Software : EngineChoice.Gpu
        : EngineChoice.Cpu;

    private static string Changed(string what, string? before, string now) => before == now ? string.Empty : $"; {what} {before} is now {now}";
}
