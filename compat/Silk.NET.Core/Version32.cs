namespace Silk.NET.Core;

/// <summary>A packed Vulkan version: 10 bits major (with variant), 10 bits minor, 12 bits patch (VK_MAKE_API_VERSION).</summary>
public readonly struct Version32
{
    private Version32(uint value) => Value = value;

    /// <summary>Packs a version.</summary>
    public Version32(uint major, uint minor, uint patch) => Value = (major << 22) | (minor << 12) | patch;

    /// <summary>The packed number.</summary>
    public uint Value { get; }

    /// <summary>Bits 22 and up.</summary>
    public uint Major => Value >> 22;

    /// <summary>Bits 12 to 21.</summary>
    public uint Minor => (Value >> 12) & 0x3ff;

    /// <summary>Bits 0 to 11.</summary>
    public uint Patch => Value & 0xfff;

    public static explicit operator Version32(uint val) => new(val);

    public static implicit operator uint(Version32 version) => version.Value;
}
