namespace EmoVid.Realtime.Media;

/// <summary>Tells a full disk from other errors; the only place that knows the operating systems' numbers.</summary>
internal static class FileErrors
{
    /// <summary>errno ENOSPC, equal on Linux and macOS.</summary>
    private const int NoSpace = 28;

    /// <summary>errno EDQUOT on Linux.</summary>
    private const int QuotaExceededLinux = 122;

    /// <summary>errno EDQUOT on macOS.</summary>
    private const int QuotaExceededMac = 69;

    /// <summary>ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL as HRESULTs (winerror.h).</summary>
    private const int HandleDiskFullWindows = unchecked((int)0x80070027);
    private const int DiskFullWindows = unchecked((int)0x80070070);

    /// <summary>Whether the error says that no room is left; the quota counts as room.</summary>
    public static bool IsDiskFull(IOException exception) =>
        OperatingSystem.IsWindows() ? exception.HResult is HandleDiskFullWindows or DiskFullWindows
        : OperatingSystem.IsMacOS() ? exception.HResult is NoSpace or QuotaExceededMac
        : exception.HResult is NoSpace or QuotaExceededLinux;
}
