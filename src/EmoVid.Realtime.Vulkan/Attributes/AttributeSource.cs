namespace EmoVid.Realtime.Vulkan;

/// <summary>What the bytes of a measured frame are, numbered as attribute_frame.glsl does.</summary>
internal enum AttributeSource
{
    Rgba8,
    Bgra8,
    Rgb10A2,
    Rgba16F,
    Nv12,
    I420,
}
