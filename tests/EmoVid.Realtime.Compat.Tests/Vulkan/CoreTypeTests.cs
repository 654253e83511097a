using Silk.NET.Core;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>The hand-written small types.</summary>
public sealed class CoreTypeTests
{
    [Fact]
    public void A_version_packs_as_the_specification_says()
    {
        // VK_API_VERSION_1_3 is (1 << 22) | (3 << 12) = 4206592.
        Assert.Equal(4206592u, (uint)Vk.Version13);
        var version = Vk.MakeVersion(1, 2, 239);
        Assert.Equal((1u, 2u, 239u), (version.Major, version.Minor, version.Patch));
        Assert.Equal(version.Value, ((Version32)version.Value).Value);
    }

    [Fact]
    public void A_boolean_is_any_number_but_zero()
    {
        Assert.True(new Bool32(2u));
        Assert.False(new Bool32(0u));
        Assert.Equal(1u, new Bool32(true).Value);
        Assert.True(new Bool32(2u) == true);
        Assert.True(new Bool32(0u) != new Bool32(true));
    }
}
