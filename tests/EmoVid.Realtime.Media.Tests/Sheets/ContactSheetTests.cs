namespace EmoVid.Realtime.Media.Tests;

public sealed class ContactSheetTests : IDisposable
{
    private static readonly ContactSheetLayout Layout = new() { Title = "A <sheet> & more", Rows = ["cat", "dog"], Columns = ["anger", "fear", "awe"], FrameSide = 32 };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_frame_stands_in_a_place_of_its_own_in_reading_order()
    {
        // Each frame has a colour of its own, by which it is found again.
        var sheet = new ContactSheet(Layout);
        var places = new Dictionary<(int Row, int Column, int Index), (int X, int Y)>();
        foreach ((int row, int column, int i) in Places())
        {
            sheet.SetFrame(row, column, i, Solid(Colour(row, column, i)).View);
        }

        RgbaImage drawn = sheet.Compose();
        foreach ((int row, int column, int i) in Places())
        {
            (int left, int top, int width, int height) = Find(drawn, pixel => pixel.SequenceEqual(Colour(row, column, i)));
            Assert.Equal((32, 32), (width, height));
            places.Add((row, column, i), (left, top));
        }

        Assert.Equal(24, places.Values.Distinct().Count());
        Assert.True(places[(0, 0, 1)].X > places[(0, 0, 0)].X && places[(0, 0, 1)].Y == places[(0, 0, 0)].Y);
        Assert.True(places[(0, 0, 2)].Y > places[(0, 0, 0)].Y && places[(0, 0, 2)].X == places[(0, 0, 0)].X);
        Assert.True(places[(0, 1, 0)].X > places[(0, 0, 3)].X);
        Assert.True(places[(1, 0, 0)].Y > places[(0, 0, 3)].Y);
    }

    [Fact]
    public void Premultiplied_and_straight_frames_look_the_same_and_transparency_shows_the_sheet()
    {
        ContactSheet straight = new(Layout), premultiplied = new(Layout), nothing = new(Layout);
        straight.SetFrame(0, 0, 0, TestPictures.Disc(128, 128, 0.2).View);
        premultiplied.SetFrame(0, 0, 0, TestPictures.Disc(128, 128, 0.2, AlphaMode.Premultiplied).View);
        nothing.SetFrame(0, 0, 0, new RgbaImage(9, 5, AlphaMode.Straight).View);
        PixelAssert.Near(straight.Compose().Pixels, premultiplied.Compose().Pixels, tolerance: 2);
        Assert.Equal(new ContactSheet(Layout).Compose().Pixels, nothing.Compose().Pixels);
    }

    [Fact]
    public void Shrinking_keeps_the_mean()
    {
        // A fine checker of black and white averages to grey; picking single pixels would not.
        var checker = new RgbaImage(256, 256, AlphaMode.Opaque);
        for (int i = 0; i < 256 * 256; i++)
        {
            checker.Pixels.AsSpan(i * 4, 4).Fill((i + i / 256) % 2 == 0 ? (byte)255 : (byte)0);
        }

        var sheet = new ContactSheet(Layout);
        sheet.SetFrame(0, 0, 0, checker.View);
        Assert.Equal((32, 32), Find(sheet.Compose(), pixel => pixel is [128, 128, 128, 255]) is var found ? (found.Width, found.Height) : default);
    }

    [Fact]
    public void Words_and_stills_are_drawn()
    {
        RgbaImage plain = new ContactSheet(Layout with { Title = string.Empty, Rows = ["", ""], Columns = ["", "", ""] }).Compose();
        RgbaImage labelled = new ContactSheet(Layout).Compose();
        Assert.Equal((plain.Width, plain.Height), (labelled.Width, labelled.Height));
        Assert.NotEqual(plain.Pixels, labelled.Pixels);
        var pictured = new ContactSheet(Layout);
        pictured.SetStill(1, TestPictures.Disc(40, 80).View);
        Assert.NotEqual(labelled.Pixels, pictured.Compose().Pixels);
    }

    [Fact]
    public void The_file_is_an_opaque_PNG_and_appears_at_once()
    {
        string path = _folder.File("sheet.png");
        var sheet = new ContactSheet(Layout);
        sheet.Write(path);
        OracleFrame decoded = Assert.Single(Pillow.Decode(path));
        Assert.Equal(sheet.Compose().Pixels, decoded.Pixels);
        Assert.All(decoded.Pixels.Where((_, index) => index % 4 == 3), alpha => Assert.Equal(255, alpha));
        Assert.Equal(["sheet.png"], _folder.Files);
    }

    [Fact]
    public void Wrong_calls_are_argument_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContactSheet(Layout with { Rows = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContactSheet(Layout with { FramesPerCell = 17 }));
        var sheet = new ContactSheet(Layout);
        Assert.Throws<ArgumentOutOfRangeException>(() => sheet.SetFrame(2, 0, 0, TestPictures.Disc(8, 8).View));
        Assert.Throws<ArgumentOutOfRangeException>(() => sheet.SetFrame(0, 3, 0, TestPictures.Disc(8, 8).View));
        Assert.Throws<ArgumentOutOfRangeException>(() => sheet.SetFrame(0, 0, -1, TestPictures.Disc(8, 8).View));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<(int Row, int Column, int Index)> Places() =>
        from row in Enumerable.Range(0, 2)
        from column in Enumerable.Range(0, 3)
        from i in Enumerable.Range(0, 4)
        select (row, column, i);

    private static byte[] Colour(int row, int column, int index) => [(byte)(200 + 40 * row), (byte)(10 + 50 * column), (byte)(5 + 30 * index), 255];

    private static RgbaImage Solid(byte[] colour)
    {
        var image = new RgbaImage(64, 64, AlphaMode.Straight);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            colour.CopyTo(image.Pixels.AsSpan(i));
        }

        return image;
    }

    private static (int Left, int Top, int Width, int Height) Find(RgbaImage image, Func<byte[], bool> isSought)
    {
        int left = int.MaxValue, top = int.MaxValue, right = -1, bottom = -1;
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            if (isSought(image.Pixels[i..(i + 4)]))
            {
                int x = i / 4 % image.Width, y = i / 4 / image.Width;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            }
        }

        return (left, top, right - left + 1, bottom - top + 1);
    }
}
