using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Tests;

/// <summary>What most tests start from: the reference pack on the CPU engine, and the face.</summary>
public sealed class Studio : IDisposable
{
    public Studio()
    {
        Folder = Directory.CreateTempSubdirectory("emovid-facade-").FullName;
        Engine = PixelEngine.Open(EngineChoice.Cpu);
        Animator = StickerAnimator.Open(CommittedFiles.Pack, Engine);
        Face = StickerReader.Read(CommittedFiles.Still("face.webp"));
    }

    public static ClipRequest Small => new() { Mix = EmotionMix.Of(Emotion.Anger), Seconds = 0.5, FramesPerSecond = 24, Size = 64 };

    public string Folder { get; }

    public PixelEngine Engine { get; }

    public StickerAnimator Animator { get; }

    public RgbaImage Face { get; }

    public string NewPath(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("N"))).FullName, name);

    public RgbaImage Render(ClipRequest request, double seconds, PixelEngine? engine = null)
    {
        using StickerAnimator? other = engine is null ? null : new StickerAnimator(Animator.Pack, engine);
        using StickerClip clip = (other ?? Animator).CreateClip(Face.View, request);
        var image = new RgbaImage(request.Size, request.Size, AlphaMode.Premultiplied);
        clip.RenderAt(seconds, image.Target);
        return image;
    }

    public void Dispose()
    {
        Animator.Dispose();
        Engine.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
