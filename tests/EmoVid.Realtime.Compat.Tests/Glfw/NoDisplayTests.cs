using System.Runtime.InteropServices;
using Silk.NET.GLFW;

namespace EmoVid.Realtime.Compat.Tests.Glfws;

/// <summary>A machine without a display is a false and a reason, not a crash.</summary>
[Collection(GlfwTestGroup.Name)]
public sealed unsafe class NoDisplayTests
{
    [Fact]
    public void Starting_without_a_display_fails_with_a_reason()
    {
        string? before = Environment.GetEnvironmentVariable("DISPLAY");
        NativeEnvironment.Set("DISPLAY", null);
        try
        {
            using Glfw glfw = Glfw.GetApi();
            Assert.False(glfw.Init());
            Assert.NotEqual(ErrorCode.NoError, glfw.GetError(out byte* description));
            Assert.Contains("DISPLAY", Marshal.PtrToStringUTF8((nint)description), StringComparison.Ordinal);
        }
        finally
        {
            NativeEnvironment.Set("DISPLAY", before);
        }
    }
}
