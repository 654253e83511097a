using System.Text;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed unsafe partial class VulkanDevice
{
    /// <summary>Opens a labelled stretch of commands, which GPU debuggers show; to be closed by <see cref="RecordLabelEnd"/>.</summary>
    /// <param name="commands">Where to record it.</param>
    /// <param name="label">The text, ending in a zero byte.</param>
    internal void RecordLabel(CommandBuffer commands, ReadOnlySpan<byte> label)
    {
        if (_instance.DebugUtils is null)
        {
            return;
        }

        fixed (byte* text = label)
        {
            var info = new DebugUtilsLabelEXT { SType = StructureType.DebugUtilsLabelExt, PLabelName = text };
            _instance.DebugUtils.CmdBeginDebugUtilsLabel(commands, &info);
        }
    }

    internal void RecordLabelEnd(CommandBuffer commands) => _instance.DebugUtils?.CmdEndDebugUtilsLabel(commands);

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
