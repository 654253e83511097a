using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>Reads from SPIR-V where a shader expects its push constants (SPIR-V 1.x, unified specification, section 3).</summary>
internal static class SpirvLayout
{
    private const int OpTypePointer = 32, OpVariable = 59, OpMemberDecorate = 72;
    private const uint StoragePushConstant = 9, DecorationOffset = 35;

    /// <summary>Byte offsets of the members of the push constant block, in order.</summary>
    public static uint[] PushConstantOffsets(byte[] code)
    {
        uint[] words = MemoryMarshal.Cast<byte, uint>(code.AsSpan()).ToArray();
        var pointees = new Dictionary<uint, uint>();
        var offsets = new List<(uint Type, uint Member, uint Offset)>();
        uint block = 0;

        // Five words of header, then instructions: word count in the high half of the first word, opcode in the low half.
        for (int at = 5; at < words.Length; at += (int)(words[at] >> 16))
        {
            switch ((int)(words[at] & 0xFFFF))
            {
                case OpTypePointer:
                    pointees[words[at + 1]] = words[at + 3];
                    break;
                case OpVariable when words[at + 3] == StoragePushConstant:
                    block = pointees[words[at + 1]];
                    break;
                case OpMemberDecorate when words[at + 3] == DecorationOffset:
                    offsets.Add((words[at + 1], words[at + 2], words[at + 4]));
                    break;
            }
        }

        return offsets.Where(o => o.Type == block).OrderBy(o => o.Member).Select(o => o.Offset).ToArray();
    }
}
