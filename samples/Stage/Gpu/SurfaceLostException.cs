namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The window's surface is gone (VK_ERROR_SURFACE_LOST_KHR): surface and swapchain are to be made again.</summary>
internal sealed class SurfaceLostException(string doing)
    : EmoVidException($"{doing}: the window's surface was lost (VK_ERROR_SURFACE_LOST_KHR), expected it to stay; it is made again");
