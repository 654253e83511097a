using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Tests;

public class SheetSinkTests(Studio studio) : IClassFixture<Studio>
{
    [Theory]
    [InlineData(72, "0,9,18,27,36,45,54,63")]
    [InlineData(12, "0,2,3,5,6,8,9,11")]
    [InlineData(8, "0,1,2,3,4,5,6,7")]
    [InlineData(5, "0,1,2,3,4")]
    public void The_frames_are_spread_evenly(int frames, string expected)
    {
        string path = studio.NewPath("sheet.png");
        var request = new ClipRequest { Seconds = frames / 10.0, FramesPerSecond = 10, Size = 16 };
        using (var sink = new SheetSink(path, request))
        {
            for (int frame = 0; frame < frames; frame++)
            {
                sink.Add(Numbered(frame, request.Size).View);
            }

            Assert.False(File.Exists(path));
            sink.Complete();
        }

        RgbaImage sheet = StickerReader.Read(path);
        int columns = expected.Split(',').Length;
        Assert.Equal((columns * 16, 16), (sheet.Width, sheet.Height));
        Assert.Equal(expected, string.Join(',', Enumerable.Range(0, columns).Select(column => (int)sheet.Pixels[(8 * sheet.Width + column * 16 + 8) * 4])));
    }

    [Fact]
    public void Without_completion_nothing_is_left()
    {
        string path = studio.NewPath("sheet.png");
        using (var sink = new SheetSink(path, Studio.Small))
        {
            sink.Add(Numbered(0, 64).View);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    private static RgbaImage Numbered(int frame, int size)
    {
        var image = new RgbaImage(size, size, AlphaMode.Premultiplied);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            image.Pixels[i] = (byte)frame;
            image.Pixels[i + 3] = 255;
        }

        return image;
    }
}
