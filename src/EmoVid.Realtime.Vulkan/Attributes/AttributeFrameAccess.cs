namespace EmoVid.Realtime.Vulkan;

/// <summary>How the attribute pass reads a frame.</summary>
internal enum AttributeFrameAccess
{
    /// <summary>As texel buffers, which a software device reads fastest.</summary>
    Texels,

    /// <summary>As storage buffers, where texel buffers are too small.</summary>
    Storage,

    /// <summary>As a sampled image.</summary>
    Image,
}
