// HelloSticker cat.png cat.webp fear:0.8,sadness:0.2
using EmoVid.Realtime;
using EmoVid.Realtime.Media;

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: HelloSticker STILL OUTPUT [EMOTIONS]");
    return 2;
}

try
{
    using PixelEngine engine = PixelEngine.Open(EngineChoice.Auto);                             // a GPU, or else the CPU
    using StickerAnimator animator = StickerAnimator.Open(ReferencePack.Require(), engine);     // verifies every hash of the pack
    RgbaImage still = StickerReader.Read(args[0]);                                              // PNG, JPEG, WebP, GIF, APNG, SVG, Lottie, .tgs
    var request = new ClipRequest { Mix = EmotionMix.Parse(args.Length > 2 ? args[2] : "amusement"), Seconds = 3, Size = 512, Seed = 1 };
    using StickerClip clip = animator.CreateClip(still.View, request);

    // In a game loop: any instant, any size, no allocation.
    var frame = new RgbaImage(256, 256, AlphaMode.Premultiplied);
    clip.RenderAt(0.25, frame.Target);

    // As a file: the networks on this thread, the encoder on another.
    using AttributeMeter meter = engine.CreateMeter();
    using var sink = new ClipSink(args[1], request);                                            // .webp, .gif, .apng, .webm, .mp4
    ClipReport report = ClipExporter.Export(clip, meter, [sink], progress: null, CancellationToken.None);
    Console.WriteLine($"{args[1]}: {report.Frames} frames, brightness {report.Attributes.Brightness:0.00}, generator {report.Generator.P50:0.0} ms a frame");
    return 0;
}
catch (EmoVidException failure)
{
    Console.Error.WriteLine($"HelloSticker: {failure.Message}");
    return 1;
}
