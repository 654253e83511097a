using System.Runtime.InteropServices;

namespace EmbedInYourEngine;

/// <summary>Zero-terminated UTF-8 strings and the array of their addresses, as Vulkan takes names.</summary>
internal sealed unsafe class NativeNames : IDisposable
{
    private readonly byte** _pointers;

    public NativeNames(IReadOnlyList<string> names)
    {
        Count = (uint)names.Count;
        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(1, names.Count), (nuint)sizeof(byte*));
        for (int i = 0; i < names.Count; i++)
        {
            _pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(names[i]);
        }
    }

    public uint Count { get; }

    public byte** Pointer => _pointers;

    public void Dispose()
    {
        for (uint i = 0; i < Count; i++)
        {
            Marshal.FreeCoTaskMem((nint)_pointers[i]);
        }

        NativeMemory.Free(_pointers);
    }
}
