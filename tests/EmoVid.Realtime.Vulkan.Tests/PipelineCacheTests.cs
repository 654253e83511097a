namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>The cache on disk never decides whether the SDK works.</summary>
public sealed class PipelineCacheTests : SoftwareDeviceTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emovid-cache-").FullName;

    [Fact]
    public void What_was_saved_is_loaded()
    {
        string path = Path.Combine(_folder, "deeper", "cache.bin");
        byte[] payload = [1, 2, 3, 4, 5];
        Assert.True(PipelineCacheFile.TrySave(path, payload));
        Assert.Equal(payload, PipelineCacheFile.Load(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_damaged_file_counts_as_missing()
    {
        string path = Path.Combine(_folder, "cache.bin");
        Assert.Empty(PipelineCacheFile.Load(path));
        Assert.True(PipelineCacheFile.TrySave(path, new byte[100]));
        byte[] whole = File.ReadAllBytes(path);
        for (int i = 0; i < whole.Length; i += 7)
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= 0x10;
            File.WriteAllBytes(path, flipped);
            Assert.Empty(PipelineCacheFile.Load(path));
            File.WriteAllBytes(path, whole[..i]);
            Assert.Empty(PipelineCacheFile.Load(path));
        }
    }

    [Fact]
    public void A_device_works_with_and_replaces_a_damaged_cache()
    {
        UseDevice();
        string path = Assert.Single(Directory.GetFiles(_folder));
        byte[] good = PipelineCacheFile.Load(path);
        Assert.NotEmpty(good);

        File.WriteAllText(path, "not a cache");
        UseDevice();
        Assert.Equal(good.Length, PipelineCacheFile.Load(path).Length);

        // A file that is whole but not the driver's.
        Assert.True(PipelineCacheFile.TrySave(path, new byte[999]));
        UseDevice();
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_no_failure()
    {
        string file = Path.Combine(_folder, "a file, not a folder");
        File.WriteAllText(file, "");
        Assert.False(PipelineCacheFile.TrySave(Path.Combine(file, "cache.bin"), [1]));
        Recreate(2, file);
    }

    private void UseDevice()
    {
        Recreate(2, _folder);
        using (var meter = new VulkanAttributeMeter(Device))
        {
            Assert.Equal(9, meter.Sums(TestImages.Impulse(3, 3).View).PixelCount);
        }

        Recreate(2);
    }
}
