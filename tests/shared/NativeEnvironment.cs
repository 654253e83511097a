using System.Runtime.InteropServices;
using System.Text;

namespace EmoVid.Realtime.Tests.Shared;

/// <summary>The environment as the loader and its layers see it: .NET's own setter changes a copy.</summary>
internal static unsafe class NativeEnvironment
{
    /// <summary>Sets or, with null, removes a variable.</summary>
    public static void Set(string name, string? value)
    {
        nint library = NativeLibrary.GetMainProgramHandle();
        fixed (byte* nameBytes = Encoding.UTF8.GetBytes(name + '\0'), valueBytes = Encoding.UTF8.GetBytes(value + '\0'))
        {
            int status = value is null
                ? ((delegate* unmanaged<byte*, int>)NativeLibrary.GetExport(library, "unsetenv"))(nameBytes)
                : ((delegate* unmanaged<byte*, byte*, int, int>)NativeLibrary.GetExport(library, "setenv"))(nameBytes, valueBytes, 1);
            Assert.Equal(0, status);
        }
    }
}
