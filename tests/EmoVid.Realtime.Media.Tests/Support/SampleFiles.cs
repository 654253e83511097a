namespace EmoVid.Realtime.Media.Tests;

/// <summary>One small sound file of every raster format, made by Pillow once per run.</summary>
public static class SampleFiles
{
    private static readonly Lazy<Dictionary<string, byte[]>> All = new(Make);

    public static TheoryData<string> Names => ["png", "apng", "jpeg", "gif", "webp-lossy", "webp-lossless", "webp-animated"];

    public static byte[] Get(string name) => All.Value[name];

    private static Dictionary<string, byte[]> Make()
    {
        using var folder = new TemporaryFolder();
        Pillow.Run(
            """
            frames = []
            for i in range(4):
                frame = Image.linear_gradient('L').resize((48, 40)).convert('RGBA')
                ImageDraw.Draw(frame).ellipse((4 * i, 4, 4 * i + 24, 34), (250, 60 * i, 40, 200))
                frames.append(frame)
            folder, first, rest = arguments[0] + '/', frames[0], dict(save_all=True, append_images=frames[1:], duration=60)
            first.save(folder + 'png', format='PNG')
            first.save(folder + 'apng', format='PNG', **rest)
            first.convert('RGB').save(folder + 'jpeg', format='JPEG')
            first.save(folder + 'gif', format='GIF', **rest)
            first.convert('RGB').save(folder + 'webp-lossy', format='WEBP')
            first.save(folder + 'webp-lossless', format='WEBP', lossless=True)
            first.save(folder + 'webp-animated', format='WEBP', **rest)
            """,
            folder.Path);
        return folder.Files.ToDictionary(name => name, name => File.ReadAllBytes(folder.File(name)));
    }
}
