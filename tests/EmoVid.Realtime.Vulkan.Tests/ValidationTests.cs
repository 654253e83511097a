using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>That the silence of the validation layer means something: it hears mistakes, by name.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed unsafe class ValidationTests
{
    [Fact]
    public void A_mistake_is_collected_and_called_back_with_the_objects_name()
    {
        var heard = new List<string>();
        using VulkanDevice device = VulkanDevice.Create(new VulkanDeviceOptions
        {
            Choice = DeviceChoice.Software,
            Validation = true,
            PipelineCacheFolder = "",
            OnValidationMessage = heard.Add,
        });
        using (var buffer = new GpuBuffer(device, "a buffer under test", BufferHome.Device, 16, BufferUsageFlags.TransferSrcBit))
        {
            Assert.Empty(device.ValidationMessages);

            // A view of a buffer that was not made for texels.
            var info = new BufferViewCreateInfo
            {
                SType = StructureType.BufferViewCreateInfo,
                Buffer = buffer.Handle,
                Format = Format.R32Uint,
                Range = Vk.WholeSize,
            };
            BufferView view;
            if (device.Api.CreateBufferView(device.Handle, &info, null, &view) == Result.Success)
            {
                device.Api.DestroyBufferView(device.Handle, view, null);
            }
        }

        Assert.Contains(device.ValidationMessages, m => m.StartsWith("error: ", StringComparison.Ordinal)
            && m.Contains("VUID", StringComparison.Ordinal) && m.Contains("a buffer under test", StringComparison.Ordinal));
        Assert.Equal(device.ValidationMessages, heard);
    }

    [Fact]
    public void An_object_left_behind_is_reported_and_counted()
    {
        VulkanDevice device = SoftwareDeviceTest.Create(framesInFlight: 1);
        var info = new BufferCreateInfo { SType = StructureType.BufferCreateInfo, Size = 16, Usage = BufferUsageFlags.TransferSrcBit };
        Buffer leaked;
        device.Api.CreateBuffer(device.Handle, &info, null, &leaked).ThrowIfFailed("Leaking a buffer");
        device.LiveObjects.Add();
        device.Dispose();
        Assert.Equal(1, device.LiveObjectCount);
        Assert.NotEmpty(device.ValidationMessages);
    }
}
