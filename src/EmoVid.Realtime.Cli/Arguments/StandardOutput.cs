using Microsoft.Win32.SafeHandles;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>Standard output for bytes.</summary>
internal static class StandardOutput
{
    /// <summary>Opens it so that a reader that has gone is an error: .NET's own console stream drops what a closed pipe refuses, and the
    /// tool would grade on for nobody.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        return new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    }
}
