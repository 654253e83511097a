using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A host's image, or a region of it, as the attribute pass reads it. Transitions into the layout, and the barrier that makes
/// the image's contents visible to compute shaders, are the caller's.</summary>
internal readonly record struct AttributeImage
{
    /// <summary>A two-dimensional view whose texels are floats; its order of channels does not matter.</summary>
    public required ImageView View { get; init; }

    /// <summary>The layout in which the image is when the pass runs.</summary>
    public required ImageLayout Layout { get; init; }

    /// <summary>Rgba8 for any order of 8-bit channels, Rgb10A2 or Rgba16F.</summary>
    public required AttributeSource Source { get; init; }

    /// <summary>Meaning of the stored numbers.</summary>
    public required ColorEncoding Encoding { get; init; }

    /// <summary>Whether the view decodes sRGB; the pass then encodes again, and <see cref="Encoding"/> is Srgb.</summary>
    public bool IsDecoded { get; init; }

    /// <summary>Meaning of alpha.</summary>
    public required AlphaMode AlphaMode { get; init; }

    /// <summary>First column of the region.</summary>
    public int X { get; init; }

    /// <summary>First row of the region.</summary>
    public int Y { get; init; }

    /// <summary>Columns of the region.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the region.</summary>
    public required int Height { get; init; }
}
