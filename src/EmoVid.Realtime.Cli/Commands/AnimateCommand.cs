using System.CommandLine;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Cli.Terminal;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid animate STICKER -o OUT --emotion …</c></summary>
internal static class AnimateCommand
{
    public static Command Create()
    {
        var sticker = new Argument<FileInfo>("STICKER") { Description = "A picture; of an animated one its first opaque frame" };
        var output = new Option<FileInfo>("--output", "-o") { Description = "Output file: .webp, .gif, .apng, .webm (animated, with alpha), .mp4 (over white) or .png (contact sheet)", HelpName = "FILE", Required = true };
        Option<EmotionMix> emotion = EmotionArgument.Create();
        Option<double> intensity = SharedOptions.Number("--intensity", "How intensely it is acted", 1, 0, 1);
        Option<double> seconds = SharedOptions.Number("--seconds", "Length", 3, ClipRequest.MinSeconds, ClipRequest.MaxSeconds);
        Option<double> fps = SharedOptions.Number("--fps", "Frames a second", 24, 1, ClipRequest.MaxFramesPerSecond);
        Option<int> size = SharedOptions.Whole("--size", "Side of the frames in pixels", 512, ClipRequest.MinSize, ClipRequest.MaxSize);
        Option<int> seed = SharedOptions.Whole("--seed", "Another seed is another performance", 1, 0, int.MaxValue);
        var loop = new Option<bool>("--loop") { Description = "Players repeat the clip for ever (it closes without a seam) instead of once" };
        Option<string> provider = SharedOptions.Provider();
        Option<string> device = SharedOptions.Device();
        Option<DirectoryInfo?> pack = SharedOptions.Pack();
        Option<FileInfo?> log = CaptureArgument.Create();

        var command = new Command("animate", "Makes a still sticker act an emotion") { sticker, output, emotion, intensity, seconds, fps, size, seed, loop, log, provider, device, pack };
        command.SetAction((parsed, cancellation) =>
        {
            FileInfo target = parsed.GetRequiredValue(output);
            string format = OutputPlace.Format("--output", target, "webp", "gif", "apng", "webm", "mp4", "png");
            OutputPlace.Require(target);
            FileInfo? logFile = parsed.GetValue(log);
            if (logFile is not null)
            {
                OutputPlace.Require(logFile);
            }

            var request = new ClipRequest
            {
                Mix = parsed.GetValue(emotion).WithIntensity((float)parsed.GetValue(intensity)),
                Seconds = parsed.GetValue(seconds),
                FramesPerSecond = parsed.GetValue(fps),
                Size = parsed.GetValue(size),
                Seed = (ulong)parsed.GetValue(seed),
            };
            RgbaImage still = StickerReader.Read(parsed.GetRequiredValue(sticker).ToString(), limits: null, cancellation);
            string packFolder = PackPlace.Resolve(parsed.GetValue(pack));
            using PixelEngine engine = EngineArgument.Open(parsed.GetValue(device)!);
            using StickerAnimator animator = StickerAnimator.Open(packFolder, engine, EngineArgument.Generator(parsed.GetValue(provider)!));
            using StickerClip clip = animator.CreateClip(still.View, request);
            using AttributeMeter meter = engine.CreateMeter();
            using IFrameSink sink = format == "png"
                ? new SheetSink(target.FullName, request)
                : new ClipSink(target.FullName, request, new ClipWriterOptions { LoopCount = parsed.GetValue(loop) ? 0 : 1 });
            using CaptureWriter? capture = logFile is null
                ? null
                : CaptureWriter.Create(logFile.FullName, CaptureHeader.Of(animator, engine, request), CaptureArgument.Inputs((CaptureInput.Still, parsed.GetRequiredValue(sticker).ToString())));
            capture?.Step(new CaptureStep(0, request.Mix));
            IFrameSink[] sinks = capture is null ? [sink] : [sink, capture];
            WorkProgress.Run($"{Path.GetFileName(target.Name)}: {request.Mix}", request.FrameCount, progress => ClipExporter.Export(clip, meter, sinks, progress, cancellation));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
