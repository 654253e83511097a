namespace EmoVid.Realtime.Media.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_appears_only_with_its_commit()
    {
        string path = _folder.File("a.json");
        using (AtomicFile file = AtomicFile.Create(path))
        {
            file.Write("[1]"u8);
            Assert.False(File.Exists(path));
            file.Commit();
        }

        Assert.Equal("[1]", File.ReadAllText(path));
        Assert.Equal(["a.json"], _folder.Files);
    }

    [Fact]
    public void An_old_file_stays_until_the_commit_and_for_ever_without_one()
    {
        string path = _folder.File("a.json", [7]);
        using (AtomicFile file = AtomicFile.Create(path))
        {
            file.Write("[1]"u8);
        }

        Assert.Equal([7], File.ReadAllBytes(path));
        AtomicFile.WriteText(path, "é");
        Assert.Equal([0xC3, 0xA9], File.ReadAllBytes(path));
        Assert.Equal(["a.json"], _folder.Files);
    }

    [Fact]
    public void The_longest_name_that_the_file_system_takes_is_fine()
    {
        string path = _folder.File(new string('n', 255));
        AtomicFile.WriteText(path, "x");
        Assert.Equal("x", File.ReadAllText(path));
    }

    [Fact]
    public void A_full_disk_is_one_line_with_four_parts_and_leaves_nothing()
    {
        MediaFileException failure = Assert.Throws<MediaFileException>(() =>
        {
            using AtomicFile file = AtomicFile.Create(_folder.File("a.json"), FullDisk.Open);
            file.Write("[1]"u8);
            file.Commit();
        });
        Assert.Matches("^Writing '.*a.json': found a full disk, expected .*; .*\\.$", failure.Message);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void What_is_no_place_for_a_file_is_said_in_one_line()
    {
        _folder.File("file", [1]);
        AssertRefused(_folder.File("none/a.json"), "no folder");
        AssertRefused(_folder.File("file/a.json"), "is a file");
        AssertRefused(_folder.Path, "a folder of that name");
        AssertRefused("/dev/null", "a place for devices");
        AssertRefused("/proc/a.json", "found");
        Assert.Equal(["file"], _folder.Files);
    }

    [Fact]
    public void Line_breaks_in_a_name_do_not_break_the_line() =>
        Assert.DoesNotContain('\n', Assert.Throws<MediaFileException>(() => AtomicFile.WriteText(_folder.File("no\nne/a.json"), "x")).Message);

    public void Dispose() => _folder.Dispose();

    private static void AssertRefused(string path, string found)
    {
        MediaFileException failure = Assert.Throws<MediaFileException>(() => AtomicFile.WriteText(path, "x"));
        Assert.Contains(found, failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
