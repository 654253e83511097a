namespace EmoVid.Realtime.Cli.Tests;

/// <summary>A test that mounts a small disk. Reported as skipped where the kernel lets this user have no mount namespace;
/// the limit on file sizes covers the same code there.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public const string Unshare = "unshare --user --map-root-user --mount";

    private static readonly Lazy<bool> Allowed = new(() =>
        ToolRun.Run(Path.GetTempPath(), "bash", ["-c", $"{Unshare} mount -t tmpfs -o size=64k tmpfs /mnt"]).ExitCode == 0);

    public MountFactAttribute()
    {
        if (!Allowed.Value)
        {
            Skip = "This user may not create a mount namespace.";
        }
    }
}
