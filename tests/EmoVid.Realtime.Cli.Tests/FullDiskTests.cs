namespace EmoVid.Realtime.Cli.Tests;

/// <summary>A disk without room: one line, exit code 1, no half-written file, an older output as it was.</summary>
public class FullDiskTests
{
    /// <summary>A limit on file sizes works for every user; with the signal ignored, the write fails with EFBIG as a full
    /// disk's does with ENOSPC.</summary>
    private const string SmallFilesOnly = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";

    /// <summary>A disk of 64 KiB in a mount namespace of its own.</summary>
    private const string SmallDisk = "mount -t tmpfs -o size=64k tmpfs \"$DISK\" && printf old >\"$DISK/out.webp\" && \"$@\"; code=$?; ls -A \"$DISK\"; cat \"$DISK/out.webp\"; exit $code";

    [Fact]
    public void A_write_that_fails_halfway_leaves_nothing()
    {
        using var workspace = new Workspace();
        string output = workspace.Write("out.webp", "old"u8);
        ToolRun run = ToolRun.StartInShell(workspace.Folder, SmallFilesOnly, "animate", CommittedFiles.Still("avatar.png"), "-o", "out.webp", "--emotion", "excitement", "--size", "256");
        OneLine.Assert(run, 1, "out.webp");
        Assert.Equal("old"u8.ToArray(), File.ReadAllBytes(output));
        Assert.Equal([output], Workspace.Entries(workspace.Folder));
    }

    [Fact]
    public void A_report_that_does_not_fit_leaves_nothing()
    {
        using var workspace = new Workspace();
        ToolRun run = ToolRun.StartInShell(workspace.Folder, SmallFilesOnly.Replace("-f 8", "-f 1", StringComparison.Ordinal), "analyze", CommittedFiles.Still("avatar.png"), "--plot", "plot.png");
        OneLine.Assert(run, 1, "plot.png");
        Assert.Empty(Workspace.Entries(workspace.Folder));
    }

    [MountFact]
    public void A_full_disk_leaves_nothing()
    {
        using var workspace = new Workspace();
        string disk = workspace.CreateFolder("disk");
        ToolRun run = ToolRun.StartInShell(workspace.Folder,
            $"DISK='{disk}' exec {MountFactAttribute.Unshare} bash -c '{SmallDisk.Replace("'", "'\\''", StringComparison.Ordinal)}' bash \"$@\"",
            "animate", CommittedFiles.Still("avatar.png"), "-o", Path.Combine(disk, "out.webp"), "--emotion", "excitement");
        Assert.True(run.ExitCode == 1, run.Error + run.Output);
        string line = Assert.Single(run.ErrorLines);
        Assert.Contains("full disk", line, StringComparison.Ordinal);
        Assert.Equal("out.webp\nold", run.Output);
    }
}
