using System.Text;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed unsafe partial class VulkanDevice
{
    /// <summary>Gives an object the name that validation messages and GPU debuggers show.</summary>
    internal void NameObject(ObjectType type, ulong handle, string name)
    {
        if (_instance.DebugUtils is null)
        {
            return;
        }

        byte[] text = Encoding.UTF8.GetBytes(name + '\0');
        fixed (byte* bytes = text)
        {
            var info = new DebugUtilsObjectNameInfoEXT
            {
                SType = StructureType.DebugUtilsObjectNameInfoExt,
                ObjectType = type,
                ObjectHandle = handle,
                PObjectName = bytes,
            };
            _instance.DebugUtils.SetDebugUtilsObjectName(Handle, &info).ThrowIfFailed($"Naming '{name}'");
        }
    }
}
