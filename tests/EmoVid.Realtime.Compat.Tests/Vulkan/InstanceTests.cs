using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Core;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.EXT;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>The bindings against the real loader, the software device and the validation layer; any of them missing is a failure.</summary>
public sealed unsafe class InstanceTests
{
    private static readonly ConcurrentQueue<string> Messages = new();

    [Fact]
    public void An_instance_with_validation_opens_the_software_device_and_hears_its_messages()
    {
        var vk = Vk.GetApi();
        fixed (byte* layer = "VK_LAYER_KHRONOS_validation\0"u8)
        fixed (byte* extension = "VK_EXT_debug_utils\0"u8)
        {
            var application = new ApplicationInfo(apiVersion: Vk.Version13);
            var messenger = new DebugUtilsMessengerCreateInfoEXT
            {
                SType = StructureType.DebugUtilsMessengerCreateInfoExt,
                MessageSeverity = DebugUtilsMessageSeverityFlagsEXT.WarningBitExt | DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt,
                MessageType = DebugUtilsMessageTypeFlagsEXT.ValidationBitExt | DebugUtilsMessageTypeFlagsEXT.GeneralBitExt,
                PfnUserCallback = new PfnDebugUtilsMessengerCallbackEXT(&OnMessage),
            };
            var info = new InstanceCreateInfo
            {
                SType = StructureType.InstanceCreateInfo,
                PApplicationInfo = &application,
                EnabledLayerCount = 1,
                PpEnabledLayerNames = &layer,
                EnabledExtensionCount = 1,
                PpEnabledExtensionNames = &extension,
            };

            Assert.Equal(Result.Success, vk.CreateInstance(in info, null, out Instance instance));
            vk.CurrentInstance = instance;
            Assert.True(vk.TryGetInstanceExtension(instance, out ExtDebugUtils debug));
            Assert.Equal(Result.Success, debug.CreateDebugUtilsMessenger(instance, &messenger, null, out var handle));

            uint count = 0;
            Assert.Equal(Result.Success, vk.EnumeratePhysicalDevices(instance, &count, null));
            Assert.True(count > 0, "no Vulkan device: mesa-vulkan-drivers brings the software one");
            var devices = stackalloc PhysicalDevice[(int)count];
            Assert.Equal(Result.Success, vk.EnumeratePhysicalDevices(instance, &count, devices));
            var software = false;
            for (var i = 0; i < count; i++)
            {
                var properties = vk.GetPhysicalDeviceProperties(devices[i]);
                software |= properties.DeviceType == PhysicalDeviceType.Cpu && Name(properties).Contains("llvmpipe", StringComparison.Ordinal);
            }

            Assert.True(software);

            // A wrong use that the layer must report: the callback runs and reads its structs.
            var wrong = default(PhysicalDeviceProperties2);
            vk.GetPhysicalDeviceProperties2(devices[0], &wrong);
            Assert.Contains(Messages, m => m.Contains("VkPhysicalDeviceProperties2", StringComparison.Ordinal));

            debug.DestroyDebugUtilsMessenger(instance, handle, null);
            vk.DestroyInstance(instance, null);
        }
    }

    private static string Name(PhysicalDeviceProperties properties) => Marshal.PtrToStringUTF8((nint)properties.DeviceName)!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static Bool32 OnMessage(DebugUtilsMessageSeverityFlagsEXT severity, DebugUtilsMessageTypeFlagsEXT types, DebugUtilsMessengerCallbackDataEXT* data, void* user)
    {
        Messages.Enqueue(Marshal.PtrToStringUTF8((nint)data->PMessage) ?? "");
        return false;
    }
}
