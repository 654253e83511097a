namespace EmoVid.Realtime.Package.Tests;

/// <summary>The package, packed once for all tests, and a folder for what consumes it.</summary>
public sealed class PackedSdk : IDisposable
{
    public PackedSdk()
    {
        Packages = Path.Combine(Folder, "packages");
        CommandRun.Of(CommittedFiles.Root, "bash", "tools/pack/pack.sh", Packages).Succeeded();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("emovid-package-").FullName;

    /// <summary>The local feed.</summary>
    public string Packages { get; }

    public string File(string extension) => Assert.Single(Directory.GetFiles(Packages, "EmoVid.Realtime.*" + extension));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
