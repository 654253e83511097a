namespace Silk.NET.Core;

/// <summary>A command's address without its type (PFN_vkVoidFunction).</summary>
public readonly unsafe struct PfnVoidFunction
{
    private readonly void* _handle;

    /// <summary>Keeps the address.</summary>
    public PfnVoidFunction(delegate* unmanaged[Cdecl]<void> ptr) => _handle = ptr;

    /// <summary>The address.</summary>
    public delegate* unmanaged[Cdecl]<void> Handle => (delegate* unmanaged[Cdecl]<void>)_handle;

    public static implicit operator PfnVoidFunction(delegate* unmanaged[Cdecl]<void> func) => new(func);

    public static implicit operator delegate* unmanaged[Cdecl]<void>(PfnVoidFunction pfn) => pfn.Handle;

    public static implicit operator nint(PfnVoidFunction pfn) => (nint)pfn._handle;
}
