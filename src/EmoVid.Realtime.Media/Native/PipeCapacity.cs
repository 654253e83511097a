using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media.Native;

/// <summary>Gives a pipe more room, so that whole frames take few calls and few waits. Linux alone has such a request.</summary>
internal static partial class PipeCapacity
{
    /// <summary>fcntl's F_SETPIPE_SZ (linux/fcntl.h: F_LINUX_SPECIFIC_BASE + 7).</summary>
    private const int SetPipeSize = 1031;

    /// <summary>What any user may have (/proc/sys/fs/pipe-max-size, unless the administrator changed it).</summary>
    private const int Bytes = 1 << 20;

    /// <summary>Asks for a pipe of 1 MiB. A refusal changes nothing but the speed.</summary>
    public static void Enlarge(Stream stream)
    {
        if (OperatingSystem.IsLinux() && stream is PipeStream { SafePipeHandle: { IsInvalid: false } handle })
        {
            _ = ControlFile(handle, SetPipeSize, Bytes);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int ControlFile(SafeHandle handle, int command, int argument);
}
