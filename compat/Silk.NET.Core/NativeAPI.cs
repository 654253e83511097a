namespace Silk.NET.Core.Native;

/// <summary>A native library's functions, as one object.</summary>
public abstract class NativeAPI : IDisposable
{
    private protected NativeAPI()
    {
    }

    /// <summary>Ends the use of this object. The library itself stays loaded: other objects of the process may hold its entry points.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
