namespace EmoVid.Realtime.Media.Tests;

/// <summary>A file on a disk that takes no byte: what the system says of /dev/full, in a folder of the test's own.</summary>
public static class FullDisk
{
    public static Stream Open(string path) => new FullStream(path);

    private sealed class FullStream(string path) : FileStream(path, FileMode.CreateNew)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.Write(buffer);
        }
    }
}
