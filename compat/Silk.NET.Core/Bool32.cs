using System.Diagnostics.CodeAnalysis;

namespace Silk.NET.Core;

/// <summary>A 32-bit boolean (VkBool32): 0 is false, anything else is true.</summary>
public readonly struct Bool32 : IEquatable<Bool32>, IEquatable<bool>, IEquatable<uint>
{
    /// <summary>Makes 1 or 0.</summary>
    public Bool32(bool val) => Value = val ? 1u : 0u;

    /// <summary>Keeps the number.</summary>
    public Bool32(uint val) => Value = val;

    /// <summary>The number that Vulkan sees.</summary>
    public uint Value { get; }

    public static implicit operator bool(Bool32 val) => val.Value != 0;

    public static implicit operator uint(Bool32 val) => val.Value;

    public static implicit operator Bool32(bool val) => new(val);

    public static implicit operator Bool32(uint val) => new(val);

    public static bool operator ==(Bool32 left, Bool32 right) => left.Equals(right);

    public static bool operator !=(Bool32 left, Bool32 right) => !left.Equals(right);

    public static bool operator ==(Bool32 left, bool right) => left.Equals(right);

    public static bool operator !=(Bool32 left, bool right) => !left.Equals(right);

    public static bool operator ==(bool left, Bool32 right) => right.Equals(left);

    public static bool operator !=(bool left, Bool32 right) => !right.Equals(left);

    public static bool operator ==(Bool32 left, uint right) => left.Equals(right);

    public static bool operator !=(Bool32 left, uint right) => !left.Equals(right);

    public static bool operator ==(uint left, Bool32 right) => right.Equals(left);

    public static bool operator !=(uint left, Bool32 right) => !right.Equals(left);

    /// <summary>Compares truth, so that 1 equals 2.</summary>
    public bool Equals(Bool32 other) => (Value != 0) == (other.Value != 0);

    /// <summary>Compares truth.</summary>
    public bool Equals(bool other) => (Value != 0) == other;

    /// <summary>Compares the number.</summary>
    public bool Equals(uint other) => Value == other;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj switch
    {
        Bool32 other => Equals(other),
        bool other => Equals(other),
        uint other => Equals(other),
        _ => false,
    };

    /// <inheritdoc/>
    public override int GetHashCode() => Value != 0 ? 1 : 0;
}
