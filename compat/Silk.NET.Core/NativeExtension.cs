namespace Silk.NET.Core.Native;

/// <summary>The functions of an extension to <typeparamref name="T"/>.</summary>
public abstract class NativeExtension<T> : NativeAPI
    where T : NativeAPI
{
    private protected NativeExtension()
    {
    }
}
