namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The device is gone (VK_ERROR_DEVICE_LOST): everything made on it is to be thrown away and made again.</summary>
internal sealed class DeviceLostException(string doing)
    : EmoVidException($"{doing}: the Vulkan device was lost (VK_ERROR_DEVICE_LOST), expected it to stay; it is opened again");
