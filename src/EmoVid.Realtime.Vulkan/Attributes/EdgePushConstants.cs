using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of attribute_edges, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EdgePushConstants
{
    /// <summary>Pixels a row of the frame.</summary>
    public uint Width;

    /// <summary>Rows of the frame.</summary>
    public uint Height;

    /// <summary>Rows that a workgroup takes.</summary>
    public uint RowsPerStrip;

    /// <summary>The word of the totals where the first record counts.</summary>
    public uint CountAt;

    /// <summary>Words from one record to the next.</summary>
    public uint RecordWords;

    /// <summary>Records that the workgroups share.</summary>
    public uint Records;
}
