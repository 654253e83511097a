using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media.Native;

/// <summary>WebPConfig of encode.h, encoder ABI 0x02.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WebPConfig
{
    public int Lossless;
    public float Quality;
    public int Method;
    public int ImageHint;
    public int TargetSize;
    public float TargetPsnr;
    public int Segments;
    public int SnsStrength;
    public int FilterStrength;
    public int FilterSharpness;
    public int FilterType;
    public int AutoFilter;
    public int AlphaCompression;
    public int AlphaFiltering;
    public int AlphaQuality;
    public int Pass;
    public int ShowCompressed;
    public int Preprocessing;
    public int Partitions;
    public int PartitionLimit;
    public int EmulateJpegSize;
    public int ThreadLevel;
    public int LowMemory;
    public int NearLossless;
    public int Exact;
    public int UseDeltaPalette;
    public int UseSharpYuv;
    public int QMin;
    public int QMax;
}

/// <summary>WebPPicture of encode.h, encoder ABI 0x02.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WebPPicture
{
    public int UseArgb;
    public int ColorSpace;
    public int Width;
    public int Height;
    public byte* Y;
    public byte* U;
    public byte* V;
    public int YStride;
    public int UvStride;
    public byte* A;
    public int AStride;
    public fixed uint Pad1[2];
    public uint* Argb;
    public int ArgbStride;
    public fixed uint Pad2[3];
    public nint Writer;
    public nint CustomPointer;
    public int ExtraInfoType;
    public byte* ExtraInfo;
    public nint Stats;
    public int ErrorCode;
    public nint ProgressHook;
    public nint UserData;
    public fixed uint Pad3[3];
    public byte* Pad4;
    public byte* Pad5;
    public fixed uint Pad6[8];
    public nint Memory;
    public nint MemoryArgb;
    public NativePair Pad7;
}

/// <summary>Two pointers that a struct keeps for later use.</summary>
[InlineArray(2)]
internal struct NativePair
{
    private nint _first;
}

/// <summary>WebPAnimEncoderOptions of mux.h, with WebPMuxAnimParams at its head; mux ABI 0x01.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WebPAnimEncoderOptions
{
    public uint BackgroundColor;
    public int LoopCount;
    public int MinimizeSize;
    public int KeyFrameMin;
    public int KeyFrameMax;
    public int AllowMixed;
    public int Verbose;
    public fixed uint Padding[4];
}

/// <summary>WebPData of mux_types.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WebPData
{
    public byte* Bytes;
    public nuint Size;
}

/// <summary>WebPAnimDecoderOptions of demux.h, demux ABI 0x01.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WebPAnimDecoderOptions
{
    public int ColorMode;
    public int UseThreads;
    public fixed uint Padding[7];
}

/// <summary>WebPAnimInfo of demux.h, demux ABI 0x01.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WebPAnimInfo
{
    public uint CanvasWidth;
    public uint CanvasHeight;
    public uint LoopCount;
    public uint BackgroundColor;
    public uint FrameCount;
    public fixed uint Pad[4];
}
