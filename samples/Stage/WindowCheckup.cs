using System.Runtime.InteropServices;
using Silk.NET.GLFW;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Looks at what the stage's window stands on: GLFW, a display, and a Vulkan driver that shows windows. Tried rather than looked up.</summary>
public static unsafe class WindowCheckup
{
    /// <summary>Runs the check. The process's first thread, and not while a stage's window is open.</summary>
    public static CheckupItem Run()
    {
        const string Remedy = "sudo apt-get install -y libglfw3";
        try
        {
            Glfw glfw = Glfw.GetApi();
            string version = $"GLFW {glfw.GetVersionString()}";
            if (!glfw.Init())
            {
                // Servers have no display; that is their way and no fault, and the stage plays there all the same.
                glfw.GetError(out byte* reason);
                return new CheckupItem("window", $"{version}; no display ({Marshal.PtrToStringUTF8((nint)reason) ?? "no reason given"}), so the stage needs --headless", null, false);
            }

            bool showsVulkan = glfw.VulkanSupported();
            glfw.Terminate();
            return showsVulkan
                ? new CheckupItem("window", $"{version}, a display, and Vulkan on it", null, false)
                : new CheckupItem("window", $"{version} and a display, but no Vulkan on it", "sudo apt-get install -y libvulkan1 mesa-vulkan-drivers", false);
        }
        catch (Exception failure) when (failure is FileNotFoundException or EntryPointNotFoundException)
        {
            return new CheckupItem("window", $"none, so the stage needs --headless ({failure.Message})", Remedy, false);
        }
    }
}
